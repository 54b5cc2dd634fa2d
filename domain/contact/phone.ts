// Server and console share this file, so both accept the same numbers. Workflows must not import it: the library is
// large.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

// Numbers copied from right-to-left text carry direction marks; other pages put zero-width characters between digits.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

// Tabs, line ends, narrow and wide blanks: the library knows only some of them.
const BLANKS = /[\s\p{Cc}\u2800]+/gu;

// Egyptians write a mobile number this way; the library would group it 010 01234567.
const EGYPTIAN_MOBILE = /^(01\d\d)(\d{3})(\d{4})$/;

type Country = string | null | undefined;

function dialled(typed: string, country: Country) {
  const defaultCountry = typeof country === 'string' ? { defaultCountry: country as CountryCode } : {};
  const seen = typed.replace(UNSEEN, '').replace(BLANKS, ' ').trim();
  const found = parsePhoneNumberFromString(seen, { extract: false, ...defaultCountry });
  return found?.isValid() === true ? found : null;
}

/**
 * True for a number with an extension (`… ext 5`): SMS cannot reach it, and without the extension it is another number.
 */
export function hasExtension(typed: string, country: Country): boolean {
  return dialled(typed, country)?.ext !== undefined;
}

function callable(typed: string, country: Country) {
  const found = dialled(typed, country);
  return found?.ext === undefined ? found : null;
}

/**
 * A number in E.164, such as `+201001234567`, or `null` for a text that is not a number to call, or has an extension.
 * Without a country code it is a number of `country` (ISO 3166-1 alpha-2). Digits of any script count; invisible marks and
 * blanks do not.
 */
export function phoneNumber(typed: string, country: Country): string | null {
  return callable(typed, country)?.number ?? null;
}

/**
 * As people of `country` write it: `0100 123 4567`, from abroad `+7 495 123 45 67`; unchanged if it is not a number.
 */
export function writtenPhone(number: string, country: Country): string {
  const found = callable(number, country);
  if (found === null) return number;
  if (found.country !== country) return found.formatInternational();
  const [, operator, first, rest] = EGYPTIAN_MOBILE.exec(`0${found.nationalNumber}`) ?? [];
  return country === 'EG' && operator !== undefined ? `${operator} ${first} ${rest}` : found.formatNational();
}

// Owns what a phone number is: as people type it, as it is kept, as it is written to people. Server and console use this
// one file, so that both take the same numbers. Refuses to be imported by workflows: the library is large.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

// A number copied out of a right-to-left text is wrapped in marks of direction; other pages put zero-width ones between digits.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

// Tabs, line ends, narrow and wide blanks: the library knows only some of them.
const BLANKS = /[\s\p{Cc}\u2800]+/gu;

// As Egyptians write and read out a mobile number; the library would group it 010 01234567.
const EGYPTIAN_MOBILE = /^(01\d\d)(\d{3})(\d{4})$/;

type Country = string | null | undefined;

function dialled(typed: string, country: Country) {
  const defaultCountry = typeof country === 'string' ? { defaultCountry: country as CountryCode } : {};
  const seen = typed.replace(UNSEEN, '').replace(BLANKS, ' ').trim();
  const found = parsePhoneNumberFromString(seen, { extract: false, ...defaultCountry });
  return found?.isValid() === true ? found : null;
}

/** True for a number with an extension (`… ext 5`): no SMS reaches it, and cutting it off would be another number. */
export function hasExtension(typed: string, country: Country): boolean {
  return dialled(typed, country)?.ext !== undefined;
}

function callable(typed: string, country: Country) {
  const found = dialled(typed, country);
  return found?.ext === undefined ? found : null;
}

/**
 * A number in E.164, such as `+201001234567`, or `null` for a text that is no number to call, or one with an extension.
 * Without a country code it is a number of `country` (ISO 3166-1 alpha-2). Digits of any script count; invisible marks and
 * blanks do not.
 */
export function phoneNumber(typed: string, country: Country): string | null {
  return callable(typed, country)?.number ?? null;
}

/** As people of `country` write it: `0100 123 4567`, `+7 495 123 45 67` from abroad; as it is where it is no number. */
export function writtenPhone(number: string, country: Country): string {
  const found = callable(number, country);
  if (found === null) return number;
  if (found.country !== country) return found.formatInternational();
  const [, operator, first, rest] = EGYPTIAN_MOBILE.exec(`0${found.nationalNumber}`) ?? [];
  return country === 'EG' && operator !== undefined ? `${operator} ${first} ${rest}` : found.formatNational();
}

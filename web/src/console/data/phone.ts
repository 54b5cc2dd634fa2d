// Owns the checking and the writing of phone numbers in the browser, by the same rules as the server. Refuses to keep one.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The number as it is written to people, `+20 100 123 4567`, or `null` while it is none that could be called. */
export function phoneNumber(typed: string, country: string | null): string | null {
  const defaultCountry = country === null ? {} : { defaultCountry: country as CountryCode };
  const found = parsePhoneNumberFromString(typed, { extract: false, ...defaultCountry });
  return found?.isValid() === true ? found.formatInternational() : null;
}

/** A number in E.164 with its blanks; as it is where it is none. */
export function spokenPhone(number: string): string {
  return phoneNumber(number, null) ?? number;
}

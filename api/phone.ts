// Owns the check of phone numbers that people type: a real one in any country's writing, or none. Refuses to keep them.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { programNamed } from '../programs/index.ts';

// A number copied out of a right-to-left text is wrapped in marks of direction; other pages put zero-width ones between digits.
const UNSEEN = /\p{Cf}/gu;

/**
 * A number in E.164, such as `+201001234567`, or `null` for what is no number that could be called. Without a country in
 * front it is one of the program's country. Digits of any script count; marks that nobody sees do not.
 */
export function phoneOf(program: string, text: string): string | null {
  const defaultCountry = programNamed(program).country as CountryCode | undefined;
  const found = parsePhoneNumberFromString(text.replace(UNSEEN, ''), {
    extract: false,
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
  });
  return found?.isValid() === true ? found.number : null;
}

import { hasExtension, phoneNumber } from '../domain/contact/phone.ts';
import { programNamed } from '../programs/index.ts';
import { invalid } from './errors.ts';

/**
 * A number in E.164. A number without a country code belongs to the program's country. @throws ProblemError 400 for no
 * number
 */
export function phoneIn(program: string, path: string, text: string): string {
  const { country } = programNamed(program);
  const number = phoneNumber(text, country);
  if (number !== null) return number;
  return invalid(
    path,
    hasExtension(text, country) ? 'has an extension, to which no SMS can be sent' : 'is no phone number',
  );
}

import { plainDigits } from '../digits.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { maskCardNumbers } from '../card-number.ts';
import type { Stage } from './state.ts';

export type Identification = { contractNumber: string | null; inn: string | null };

// Zero-width characters, marks of direction and controls come along when a number is copied from a page or PDF.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu;

// `ИНН: 7707-083-893`, `№ 7707 083 893`; also with the Latin letters that look like Н.
const WRITTEN_INN =
  /^(?:(?:и[нh]{2}|inn)(?![\p{L}\p{M}]))?[\s:\uFF1A№.=\p{Pd}]*(\d(?:[\s\p{Pd}\u2212]*\d)*)[\s.,;]*$/iu;

/**
 * CDEK-05: ten or twelve digits with right check digits are an INN; any other text is a contract number, never refused.
 */
export function identificationFrom(text: string): Identification {
  const written = readable(text);
  const inn = innIn(written);
  // A card number typed by mistake is masked too: this number appears in every list.
  return inn === null ? { contractNumber: maskCardNumbers(written), inn: null } : { contractNumber: null, inn };
}

/**
 * The stored spellings that match a search: an INN is its digits, other text is as typed. A possible part of an INN,
 * such as `7707 083`, is both.
 */
export function soughtIdentification(typed: string): string[] {
  const written = readable(typed);
  const digits = digitsIn(written);
  if (isInn(digits)) return [digits];
  return digits === '' || digits === written ? [written] : [written, digits];
}

/** Why an identification cannot be corrected now, or `null`: customers may until closing, staff at any time. */
export function refusalOfCorrection(by: 'customer' | 'staff', stage: Stage): Refusal | null {
  return by === 'customer' && stage === 'closed'
    ? refusal('conversation-closed', 'the conversation is closed; write, and a new one begins')
    : null;
}

// One spelling of each letter and digit, without invisible characters. Words and marks stay.
function readable(text: string): string {
  return plainDigits(text.replace(UNSEEN, '').normalize('NFC')).trim();
}

function innIn(written: string): string | null {
  const digits = digitsIn(written);
  return isInn(digits) ? digits : null;
}

/** The digits of a text written like an INN, or an empty text. */
function digitsIn(written: string): string {
  return WRITTEN_INN.exec(written)?.[1]?.replace(/\D/g, '') ?? '';
}

const COMPANY = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_FIRST = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_SECOND = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/**
 * True for a taxpayer number of a company (10 digits, one check digit) or a person (12 digits, two).
 * Source: order of the Federal Tax Service of Russia on the structure of the INN.
 */
export function isInn(text: string): boolean {
  if (!/^(?:\d{10}|\d{12})$/.test(text) || /^0+$/.test(text)) return false;
  const digits = [...text].map(Number);
  if (digits.length === 10) return checkDigit(digits, COMPANY) === digits[9];
  return checkDigit(digits, PERSON_FIRST) === digits[10] && checkDigit(digits, PERSON_SECOND) === digits[11];
}

function checkDigit(digits: readonly number[], weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, place) => total + weight * (digits[place] ?? 0), 0);
  return (sum % 11) % 10;
}

import { plainDigits } from '../digits.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { maskCardNumbers } from '../card-number.ts';
import type { Stage } from './state.ts';

export type Identification = { contractNumber: string | null; inn: string | null };

/**
 * How an answer is read. `inn-or-contract`: as an INN by its check digits, else as a contract number; `inn`: only an INN;
 * `pattern`: only a text that fits it whole; `none`: any text, as it is written.
 */
export type IdentificationCheck =
  | { kind: 'inn-or-contract' }
  | { kind: 'inn' }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'none' };

// Zero-width characters, marks of direction and controls come along when a number is copied from a page or PDF.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu;

// `ИНН: 7707-083-893`, `№ 7707 083 893`; also with the Latin letters that look like Н.
const WRITTEN_INN =
  /^(?:(?:и[нh]{2}|inn)(?![\p{L}\p{M}]))?[\s:\uFF1A№.=\p{Pd}]*(\d(?:[\s\p{Pd}\u2212]*\d)*)[\s.,;]*$/iu;

// A longer text is no number, and it keeps a slow pattern short.
const LONGEST_NUMBER = 200;

/**
 * CDEK-05: ten or twelve digits with right check digits are an INN where the program asks for one. `null`: the text is
 * not an INN, or does not fit the pattern; the other checks refuse nothing.
 */
export function identificationFrom(text: string, check: IdentificationCheck): Identification | null {
  const written = readable(text);
  if (check.kind === 'pattern' && !fits(written, check.pattern)) return null;
  const inn = asksForInn(check) ? innIn(written) : null;
  if (check.kind === 'inn' && inn === null) return null;
  // A card number typed by mistake is masked too: this number appears in every list.
  return inn === null ? { contractNumber: maskCardNumbers(written), inn: null } : { contractNumber: null, inn };
}

/**
 * The stored spellings that match a search: an INN is its digits, other text is as typed. A possible part of an INN,
 * such as `7707 083`, is both; so is a whole one, unless all searched programs ask for INNs.
 */
export function soughtIdentification(typed: string, checks: readonly IdentificationCheck[]): string[] {
  const written = readable(typed);
  const digits = digitsIn(written);
  if (isInn(digits) && checks.every(asksForInn)) return [digits];
  return digits === '' || digits === written ? [written] : [written, digits];
}

/** Why an identification cannot be corrected now, or `null`: customers may until closing, staff at any time. */
export function refusalOfCorrection(by: 'customer' | 'staff', stage: Stage): Refusal | null {
  return by === 'customer' && stage === 'closed'
    ? refusal('conversation-closed', 'the conversation is closed; write, and a new one begins')
    : null;
}

function asksForInn({ kind }: IdentificationCheck): boolean {
  return kind === 'inn-or-contract' || kind === 'inn';
}

// One spelling of each letter and digit, without invisible characters. Words and marks stay.
function readable(text: string): string {
  return plainDigits(text.replace(UNSEEN, '').normalize('NFC')).trim();
}

function fits(written: string, pattern: string): boolean {
  return written.length <= LONGEST_NUMBER && new RegExp(`^(?:${pattern})$`, 'u').test(written);
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

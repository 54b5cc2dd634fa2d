// Owns what a customer identifies with: a taxpayer number (INN) or else a contract number. Refuses no text: CDEK-05 says
// that identification never blocks.
import { plainDigits } from '../digits.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { maskCardNumbers } from '../card-number.ts';
import type { Stage } from './state.ts';

export type Identification = { contractNumber: string | null; inn: string | null };

// Copied along with a number out of web pages, messengers and PDFs: zero-width characters, marks of direction, controls.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?!\s)\p{Cc}/gu;

// `ИНН: 7707-083-893`, `№ 7707 083 893`; also with the Latin letters that look like Н.
const WRITTEN_INN =
  /^(?:(?:и[нh]{2}|inn)(?![\p{L}\p{M}]))?[\s:\uFF1A№.=\p{Pd}]*(\d(?:[\s\p{Pd}\u2212]*\d)*)[\s.,;]*$/iu;

/** CDEK-05: ten or twelve digits with right check digits are an INN; anything else is kept as a contract number. */
export function identificationFrom(text: string): Identification {
  const written = readable(text);
  const inn = innIn(written);
  // A card typed by mistake is masked here too: the number stands in every list.
  return inn === null ? { contractNumber: maskCardNumbers(written), inn: null } : { contractNumber: null, inn };
}

/**
 * What a person looks for, in the spellings in which it may be kept: an INN as its digits, anything else as it is typed, and
 * what may be a part of an INN, such as `7707 083`, as both.
 */
export function soughtIdentification(typed: string): string[] {
  const written = readable(typed);
  const digits = digitsIn(written);
  if (isInn(digits)) return [digits];
  return digits === '' || digits === written ? [written] : [written, digits];
}

/** Why an identification cannot be corrected now, or `null`: the customer may until closing, the centre's people for ever. */
export function refusalOfCorrection(by: 'customer' | 'staff', stage: Stage): Refusal | null {
  return by === 'customer' && stage === 'closed'
    ? refusal('conversation-closed', 'the conversation is closed; write, and a new one begins')
    : null;
}

// One spelling of each letter and digit, and nothing that nobody sees. Words and marks stay.
function readable(text: string): string {
  return plainDigits(text.replace(UNSEEN, '').normalize('NFC')).trim();
}

function innIn(written: string): string | null {
  const digits = digitsIn(written);
  return isInn(digits) ? digits : null;
}

/** The digits of what is written as an INN is, or nothing. */
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

// Owns what a customer identifies with: a taxpayer number (INN) or else a contract number. Refuses nothing: CDEK-05 says
// that identification never blocks.
import { maskCardNumbers } from './card-number.ts';

export type Identification = { contractNumber: string | null; inn: string | null };

/** CDEK-05: ten or twelve digits with right check digits are an INN; anything else is kept as a contract number. */
export function identificationFrom(text: string): Identification {
  const trimmed = text.trim();
  // A card typed by mistake is masked here too: the number stands in every list.
  return isInn(trimmed)
    ? { contractNumber: null, inn: trimmed }
    : { contractNumber: maskCardNumbers(trimmed), inn: null };
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

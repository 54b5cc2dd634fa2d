// Masks payment-card numbers in any script's digits and leaves every other number as it is.

import { plainDigits } from './digits.ts';

// Digits, and any characters but letters and numbers between them. The listed fillers are letters that show nothing.
const RUN = /\p{Nd}(?:(?:[^\p{L}\p{N}]|[\u115F\u1160\u3164\uFFA0]){0,24}\p{Nd})*/gu;
// One number may have up to three blanks, dots or dashes between its groups, and zero-width signs (as in emoji digits).
const NO_ROOM = /[\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0]/gu;
const BESIDE = /^[\p{Zs}\t.\-‐-―\u2212\u2800\uFF0D\uFF0E]{0,3}$/u;

// First digits and lengths of Visa, Mastercard, Mir, American Express, JCB, UnionPay, Maestro and Diners Club.
const ISSUED =
  /^(?:4(?:\d{15}|\d{18})|3(?:0[0-5]\d{11}|[689]\d{12})|5[1-5]\d{14}|5[06-8]\d{14,17}|220[0-4]\d{12,15}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|6\d{15,18})$/;

const LONGEST = 19;
// An IBAN follows the two letters of its country.
const COUNTRY = /(?:^|[^\p{L}\p{N}])([A-Za-z]{2})$/u;
const [SHORTEST_IBAN, LONGEST_IBAN] = [13, 32];
const SHORTEST_GROUP = 4;
const LONGEST_GROUP = 8;
// For the last group only.
const LONGEST_TAIL = 10;

/** Replaces all but the last four digits of each card number by bullets; other text stays byte for byte. */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, (run: string, from: number) =>
    maskRun(run, COUNTRY.exec(text.slice(Math.max(0, from - 3), from))?.[1]),
  );
}

/**
 * Digits with nothing between them, as `0` to `9`, and their place in the run. A separator outside `BESIDE` begins a
 * new `part`: it may separate two numbers, so a card spans parts only where its groups have a card's lengths.
 */
type Group = { digits: string; from: number; to: number; part: number };

function groupsOf(run: string): Group[] {
  const groups: Group[] = [];
  for (const { 0: written, index: from } of run.matchAll(/\p{Nd}+/gu)) {
    const before = groups.at(-1) ?? { to: 0, part: 0 };
    const part = before.part + (BESIDE.test(run.slice(before.to, from).replace(NO_ROOM, '')) ? 0 : 1);
    groups.push({ digits: plainDigits(written), from, to: from + written.length, part });
  }
  return groups;
}

// People write the expiry date and the code right after the number, so a card is also looked for inside a run.
function maskRun(run: string, country: string | undefined): string {
  const groups = groupsOf(run);
  let [masked, done] = ['', 0];
  for (let first = ibanLength(groups, country); first < groups.length; first += 1) {
    const last = lastGroupOfCard(groups, first);
    if (last === null) continue;
    const [from, to] = [groups[first]?.from ?? 0, groups[last]?.to ?? 0];
    masked += run.slice(done, from) + masking(run.slice(from, to));
    [first, done] = [last, to];
  }
  return masked + run.slice(done);
}

/** The number of groups that form an IBAN after its country (ISO 13616): one IBAN in ten contains a card's digits. */
function ibanLength(groups: readonly Group[], country: string | undefined): number {
  let [digits, length] = ['', 0];
  if (country === undefined) return length;
  const letters = [...country.toUpperCase()].map((letter) => Number.parseInt(letter, 36)).join('');
  for (const [place, group] of groups.entries()) {
    digits += group.digits;
    if (digits.length > LONGEST_IBAN) break;
    const isOne = digits.length >= SHORTEST_IBAN && BigInt(digits.slice(2) + letters + digits.slice(0, 2)) % 97n === 1n;
    if (isOne) length = place + 1;
  }
  return length;
}

/** The last group of the longest card number that begins with a group, or `null` when none does. */
function lastGroupOfCard(groups: readonly Group[], first: number): number | null {
  let digits = '';
  let found: number | null = null;
  const part = groups[first]?.part;
  // Cheap checks first, because a text may be all digits. Short groups form a card only if it fills its whole part.
  const isShort = (groups[first]?.digits.length ?? 0) < SHORTEST_GROUP;
  if (isShort && groups[first - 1]?.part === part) return null;
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]?.digits ?? '';
    if (digits.length > LONGEST || (isShort && groups[last]?.part !== part)) break;
    if (ISSUED.test(digits) && passesLuhn(digits) && isWritten(groups, first, last)) found = last;
  }
  return found;
}

// Cards are printed 4-4-4-4, 4-6-5 or 8-10. A bare Luhn check would also match one in ten phone numbers with an
// extension.
function isWritten(groups: readonly Group[], first: number, last: number): boolean {
  const inside = groups.slice(first, last + 1);
  const parts = new Set<number | undefined>(inside.map(({ part }) => part));
  const isWhole = [groups[first - 1], groups[last + 1]].every((beside) => !parts.has(beside?.part));
  const lengths = inside.map(({ digits }) => digits.length);
  const tail = lengths.pop() ?? 0;
  // Ten digits and nine are a company's INN and KPP; ten and six are a phone number with its extension.
  if (parts.size === 1 && isWhole) return lengths.every((length) => length <= LONGEST_GROUP);
  const areGroups = lengths.every((length) => length >= SHORTEST_GROUP && length <= LONGEST_GROUP);
  return areGroups && (parts.size === 1 || tail <= LONGEST_TAIL);
}

function masking(number: string): string {
  let left = number.match(/\p{Nd}/gu)?.length ?? 0;
  return number.replace(/\p{Nd}/gu, (digit) => (left-- > 4 ? '•' : digit));
}

/** The check of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

// Owns the masking of payment-card numbers that people type into a chat. Refuses to touch any other number.

// One number as people write it: digits in groups, set apart by blanks, dots or dashes, all on one line.
const RUN = /\d(?:[\p{Zs}\p{Cf}\t.\-‐-―]{0,3}\d)*/gu;

// First digits and lengths of Visa, Mastercard, Mir, American Express, JCB, UnionPay and Maestro.
const ISSUED = /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|220[0-4]\d{12,15}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|6\d{15,18})$/;

const LONGEST = 19;

/** Replaces all but the last four digits of each card number by bullets; other text stays byte for byte. */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, maskRun);
}

// People write the expiry date and the code right behind the number, so a card is looked for inside of a run as well.
function maskRun(run: string): string {
  const groups = [...run.matchAll(/\d+/g)].map((group) => ({ digits: group[0], at: group.index }));
  let masked = run;
  for (let first = 0; first < groups.length; first += 1) {
    const last = lastGroupOfCard(groups, first);
    if (last === null) continue;
    const [from, to] = [groups[first]?.at ?? 0, (groups[last]?.at ?? 0) + (groups[last]?.digits.length ?? 0)];
    masked = masked.slice(0, from) + masking(masked.slice(from, to)) + masked.slice(to);
    first = last;
  }
  return masked;
}

/** The last group of the longest card number that begins with a group, or `null` when none does. */
function lastGroupOfCard(groups: readonly { digits: string }[], first: number): number | null {
  let digits = '';
  let found: number | null = null;
  for (let last = first; last < groups.length; last += 1) {
    digits += groups[last]?.digits ?? '';
    if (digits.length > LONGEST) break;
    const isWholeRun = first === 0 && last === groups.length - 1;
    const isWritten = isWholeRun || groups.slice(first, last).every((group) => isGroupOfCard(group.digits));
    if (isWritten && ISSUED.test(digits) && passesLuhn(digits)) found = last;
  }
  return found;
}

// Cards are printed 4-4-4-4, 4-6-5 or 8-10. A bare Luhn check would hit one phone number with an extension in ten.
function isGroupOfCard(digits: string): boolean {
  return digits.length >= 4 && digits.length <= 8;
}

function masking(number: string): string {
  let left = number.replace(/\D/g, '').length;
  return number.replace(/\d/g, (digit) => (left-- > 4 ? '•' : digit));
}

/** The check of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

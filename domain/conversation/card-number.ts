// Owns the masking of payment-card numbers that customers type into a chat. Refuses to touch any other number.

// Lengths and first digits of the payment systems in use; a bare Luhn check would hit one waybill number in ten.
const CARD = /(?<![\d])(?:4|5[1-5]|2[2-7]|3[47]|6[0-9])\d(?:[ -]?\d){11,17}(?![\d])/g;

/** Replaces all but the last four digits of each card number by bullets; other text stays byte for byte. */
export function maskCardNumbers(text: string): string {
  return text.replace(CARD, (found) => {
    const digits = found.replace(/\D/g, '');
    if (digits.length < 15 || digits.length > 19 || !passesLuhn(digits)) return found;
    let left = digits.length;
    return found.replace(/\d/g, (digit) => (left-- > 4 ? '•' : digit));
  });
}

/** The check of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

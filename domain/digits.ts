/** Digits of any script as `0` to `9`; everything else stays as it is. */
export function plainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => `${valueOf(digit.codePointAt(0) ?? 0)}`);
}

// Unicode keeps a script's ten digits together and in order, so a digit's value is its distance from the first.
function valueOf(code: number): number {
  let distance = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - distance - 1))) distance += 1;
  return distance % 10;
}

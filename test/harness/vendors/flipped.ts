// Owns signatures that are wrong in one place. Refuses to know what they sign.

/** A signature with another digit at one place; a place below 0 is counted from the end, without base64's padding. */
export function flippedAt(place: number, signature: string): string {
  const end = signature.replace(/=+$/, '').length;
  const at = place < 0 ? end + place : place;
  return `${signature.slice(0, at)}${signature.charAt(at) === '0' ? '1' : '0'}${signature.slice(at + 1)}`;
}

/** Every signature that differs from one in a single digit. */
export function eachFlipped(signature: string): string[] {
  return Array.from(signature.replace(/=+$/, ''), (_digit, place) => flippedAt(place, signature));
}

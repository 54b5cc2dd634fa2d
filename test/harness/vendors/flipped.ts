/** A signature with one changed digit. A place below 0 counts from the end, without base64's padding. */
export function flippedAt(place: number, signature: string): string {
  const end = signature.replace(/=+$/, '').length;
  const at = place < 0 ? end + place : place;
  return `${signature.slice(0, at)}${signature.charAt(at) === '0' ? '1' : '0'}${signature.slice(at + 1)}`;
}

/** Every signature that differs from this one in a single digit. */
export function eachFlipped(signature: string): string[] {
  return Array.from(signature.replace(/=+$/, ''), (_digit, place) => flippedAt(place, signature));
}

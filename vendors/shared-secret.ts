// For systems that sign nothing: they send a secret that we share with them.
import { createHash, timingSafeEqual } from 'node:crypto';

/** True for one of our secrets; there are several while one is replaced. Compared in constant time. */
export function isOurSecret(given: string | undefined, secrets: readonly string[]): boolean {
  return given !== undefined && secrets.some((ours) => ours !== '' && isSame(given, ours));
}

// Hashes have one length, so the time tells nothing about the secret's length.
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(hash(one), hash(other));
}

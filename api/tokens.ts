// Owns the secrets that apps and customers carry: opaque, random, of 256 bits, kept only as a hash.
import { createHash, randomBytes } from 'node:crypto';

const SECRET = /^(cu|ck)_[A-Za-z0-9_-]{43}$/;

/** A token that opens the conversations which its customer began. */
export function newCustomerToken(): string {
  return `cu_${randomBytes(32).toString('base64url')}`;
}

/** A key with which an app calls the API. */
export function newApiKey(): string {
  return `ck_${randomBytes(32).toString('base64url')}`;
}

/** What a bearer credential claims to be; `null` for anything that was not made here, which saves looking it up. */
export function kindOfToken(token: string): 'customer' | 'app' | null {
  const prefix = SECRET.exec(token)?.[1];
  return prefix === undefined ? null : prefix === 'cu' ? 'customer' : 'app';
}

/** How a secret of full entropy is stored; a plain hash suffices because it cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

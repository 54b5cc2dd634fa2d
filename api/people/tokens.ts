import { createHash, randomBytes } from 'node:crypto';

const SECRET = /^(cu|ck)_[A-Za-z0-9_-]{43}$/;

/** A token that opens the conversations its customer began. It is random, has 256 bits, and only its hash is kept. */
export function newCustomerToken(): string {
  return `cu_${randomBytes(32).toString('base64url')}`;
}

/** A key with which an app calls the API; random and kept like a customer's token. */
export function newApiKey(): string {
  return `ck_${randomBytes(32).toString('base64url')}`;
}

/** The kind that a bearer credential claims; `null` for any form that Careline does not make, which saves a lookup. */
export function kindOfToken(token: string): 'customer' | 'app' | null {
  const prefix = SECRET.exec(token)?.[1];
  return prefix === undefined ? null : prefix === 'cu' ? 'customer' : 'app';
}

/** The stored form of a secret; a plain hash is enough because the secret cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

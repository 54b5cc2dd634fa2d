// Owns the names and the seal of stored answers: an answer may hold a customer's token, so it can be read only with the
// Idempotency-Key that it was given under, which is not stored. Refuses to touch the database.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Whose request under which key. Everything is derived from it, each with a purpose of its own. */
export type IdempotencyScope = { actor: string; method: string; path: string; key: string };

/** 128 bits in the densest usual alphabet (base64url): what nobody can guess. */
export const SHORTEST_ANONYMOUS_KEY = 22;

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function derive(scope: IdempotencyScope, purpose: string): Buffer {
  const { actor, method, path, key } = scope;
  return createHash('sha256')
    .update(JSON.stringify([purpose, actor, method, path, key]))
    .digest();
}

/** The name under which the answer is stored. */
export function storageKey(scope: IdempotencyScope): string {
  return derive(scope, 'storage').toString('hex');
}

/** The id of the update that a request asks of a running case: the same however often it is repeated. */
export function updateIdOf(scope: IdempotencyScope): string {
  return derive(scope, 'update').toString('hex', 0, 16);
}

/**
 * By what a repetition with another body is known. Without the key nobody tries out what a body held: a plain hash would give a
 * card's number or a first password away to whoever reads the table.
 */
export function fingerprint(scope: IdempotencyScope, body: string): string {
  return createHmac('sha256', derive(scope, 'fingerprint')).update(body).digest('hex');
}

export function seal(scope: IdempotencyScope, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, derive(scope, 'seal'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error for what was sealed under another scope or has been altered */
export function unseal(scope: IdempotencyScope, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(ALGORITHM, derive(scope, 'seal'), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

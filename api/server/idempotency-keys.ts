// A stored answer may hold a customer's token. It can be read only with its Idempotency-Key, which is not stored.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** The caller, the request and its key. Every key and id is derived from this, each for its own purpose. */
export type IdempotencyScope = { actor: string; method: string; path: string; key: string };

/** 128 bits in base64url: impossible to guess. */
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

/** The id of the update that a request asks of a running case: the same for every repetition. */
export function updateIdOf(scope: IdempotencyScope): string {
  return derive(scope, 'update').toString('hex', 0, 16);
}

/**
 * Recognises a repetition with another body. It needs the key: a plain hash would let a reader of the table try out
 * card numbers or first passwords.
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

/** @throws Error for a text that was sealed under another scope or has been altered */
export function unseal(scope: IdempotencyScope, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(ALGORITHM, derive(scope, 'seal'), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * A UUID of our own making (RFC 9562, 5.8) from the 32 hex digits that name a request: the same for a repeated request.
 */
export function repeatableId(updateId: string): string {
  return updateId.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-a$4-$5');
}

/** The update id for one case of a bulk request, in the form of a request's own update id. */
export function partOfUpdate(updateId: string, caseId: string): string {
  return createHash('sha256').update(`${updateId}/${caseId}`).digest('hex').slice(0, 32);
}

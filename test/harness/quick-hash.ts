// The API derives with the cost that a hash names. A person's hash must be costly, which test/api/passwords.test.ts
// promises; tests about other things log in a thousand times with this one.
import { argon2Sync } from 'node:crypto';

const LEAST = { memory: 8, passes: 1, parallelism: 1 };
const SALT = Buffer.alloc(16, 'salt');

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A hash of this password with the least cost that argon2id knows. */
export function quickHash(password: string): string {
  const hash = argon2Sync('argon2id', { message: Buffer.from(password), nonce: SALT, tagLength: 32, ...LEAST });
  return `$argon2id$v=19$m=${LEAST.memory},t=${LEAST.passes},p=${LEAST.parallelism}$${base64(SALT)}$${base64(hash)}`;
}

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

type Cost = { memory: number; passes: number; parallelism: number };

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane.
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A hash as `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(password, salt, COST, HASH_BYTES);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Tells whether a password belongs to a hash. With `null`, for an unknown login name, it takes as long and says no: the
 * time must not tell which names exist.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const found = PHC.exec(phc ?? '');
  if (found === null) {
    await hashWith(password, Buffer.alloc(16), COST, HASH_BYTES);
    return false;
  }
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number];
  const expected = Buffer.from(found[5] ?? '', 'base64');
  const salt = Buffer.from(found[4] ?? '', 'base64');
  return timingSafeEqual(await hashWith(password, salt, { memory, passes, parallelism }, expected.length), expected);
}

// NFKC: one password typed on two keyboards gives the same bytes (NIST SP 800-63B, 5.1.1.2).
function hashWith(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  const parameters: Argon2Parameters = { message: Buffer.from(password.normalize('NFKC')), nonce, tagLength, ...cost };
  return derive('argon2id', parameters);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

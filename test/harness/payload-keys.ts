// Owns the keys that tests encrypt payloads with. Worth nothing outside.
import { createHash } from 'node:crypto';
import { encryptedBy } from '../../platform/payloads/data-converter.ts';
import type { PayloadKey } from '../../platform/payloads/keys.ts';

/** The key of an id; the same each time, and another for another seed. */
export function testKey(id: string, seed = id): PayloadKey {
  return { id, key: createHash('sha256').update(`a key for tests: ${seed}`).digest() };
}

/** As the setting lists them. */
export const keySetting = (...ids: string[]): string =>
  ids.map((id) => `${id}:${testKey(id).key.toString('base64')}`).join(',');

/** For clients and workers that hold these keys; the first encrypts. */
export const holding = (...ids: string[]) => encryptedBy(ids.map((id) => testKey(id)));

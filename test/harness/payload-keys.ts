// Test keys only. They protect nothing.
import { createHash } from 'node:crypto';
import { encryptedBy } from '../../platform/payloads/data-converter.ts';
import type { PayloadKey } from '../../platform/payloads/keys.ts';

/** The key of an id: always the same, and another one for another seed. */
export function testKey(id: string, seed = id): PayloadKey {
  return { id, key: createHash('sha256').update(`a key for tests: ${seed}`).digest() };
}

/** In the form of the setting. */
export const keySetting = (...ids: string[]): string =>
  ids.map((id) => `${id}:${testKey(id).key.toString('base64')}`).join(',');

/** For clients and workers with these keys; the first one encrypts. */
export const holding = (...ids: string[]) => encryptedBy(ids.map((id) => testKey(id)));

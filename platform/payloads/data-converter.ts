// Every client and worker converts values to payloads with this. Without keys it is the SDK's default.
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { EncryptingCodec } from './codec.ts';
import { type PayloadKey, payloadKeysOf } from './keys.ts';

/** Given as a path, because the workflow bundle needs it too. */
export const ENCODED_FAILURES = fileURLToPath(new URL('../../workflows/shared/encoded-failures.ts', import.meta.url));

/** To spread into the options of `Client`, `Worker` and `runReplayHistories`. */
export type PayloadSetting = { dataConverter?: DataConverter };

type Given = { CARELINE_PAYLOAD_KEYS?: string | undefined };

/** Reads the keys from the setting. @throws Error for an invalid setting */
export function payloadsBy(given: Given): Required<PayloadSetting> {
  return encryptedBy(keysBy(given));
}

/** Only the codec, for code that already has payloads. @throws Error for an invalid setting */
export function codecBy(given: Given): EncryptingCodec {
  return new EncryptingCodec(keysBy(given));
}

/** The first key encrypts, every key decrypts; without keys all stays plain. */
export function encryptedBy(keys: readonly PayloadKey[]): Required<PayloadSetting> {
  const failures = keys.length === 0 ? {} : { failureConverterPath: ENCODED_FAILURES };
  return { dataConverter: { payloadCodecs: [new EncryptingCodec(keys)], ...failures } };
}

function keysBy({ CARELINE_PAYLOAD_KEYS: keys = '' }: Given): readonly PayloadKey[] {
  return keys === '' ? [] : payloadKeysOf(keys);
}

// Owns how values become payloads, for every client and worker alike. Without keys that is the SDK's own way.
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { EncryptingCodec } from './codec.ts';
import { type PayloadKey, payloadKeysOf } from './keys.ts';

/** By its path, since the workflow bundle needs it too. */
export const ENCODED_FAILURES = fileURLToPath(new URL('../../workflows/shared/encoded-failures.ts', import.meta.url));

/** Spread into the options of `Client`, `Worker` and `runReplayHistories`. */
export type PayloadSetting = { dataConverter?: DataConverter };

type Given = { CARELINE_PAYLOAD_KEYS?: string | undefined };

/** As the setting says. @throws Error when it does not fit */
export function payloadsBy(given: Given): Required<PayloadSetting> {
  return encryptedBy(keysBy(given));
}

/** The codec alone, for whoever has payloads in hand. @throws Error when the setting does not fit */
export function codecBy(given: Given): EncryptingCodec {
  return new EncryptingCodec(keysBy(given));
}

/** The first key encrypts, each decrypts; without any all stays plain. */
export function encryptedBy(keys: readonly PayloadKey[]): Required<PayloadSetting> {
  const failures = keys.length === 0 ? {} : { failureConverterPath: ENCODED_FAILURES };
  return { dataConverter: { payloadCodecs: [new EncryptingCodec(keys)], ...failures } };
}

function keysBy({ CARELINE_PAYLOAD_KEYS: keys = '' }: Given): readonly PayloadKey[] {
  return keys === '' ? [] : payloadKeysOf(keys);
}

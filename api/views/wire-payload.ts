import type { Payload } from '@temporalio/common';
import type { WirePayload } from '../schemas/payloads.ts';

export function payloadOf({ metadata, data }: WirePayload): Payload {
  const entries = Object.entries(metadata ?? {}).map(([name, text]) => [name, Buffer.from(text, 'base64')] as const);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? '', 'base64') };
}

/** @param sent the wire payload it was made from; its other fields come back unchanged */
export function wirePayload({ metadata, data }: Payload, sent: WirePayload): WirePayload {
  const entries = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]);
  return { ...sent, metadata: Object.fromEntries(entries), data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

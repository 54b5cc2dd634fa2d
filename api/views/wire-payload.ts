// Owns the way of a payload between its wire form and the SDK's. Refuses to know what is in it.
import type { Payload } from '@temporalio/common';
import type { WirePayload } from '../schemas/payloads.ts';

export function payloadOf({ metadata, data }: WirePayload): Payload {
  const entries = Object.entries(metadata ?? {}).map(([name, text]) => [name, Buffer.from(text, 'base64')] as const);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? '', 'base64') };
}

/** @param sent what it was made of, whose other fields come back as they were */
export function wirePayload({ metadata, data }: Payload, sent: WirePayload): WirePayload {
  const entries = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]);
  return { ...sent, metadata: Object.fromEntries(entries), data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

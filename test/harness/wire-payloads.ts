import { EncryptingCodec } from '../../platform/payloads/codec.ts';
import { testKey } from './payload-keys.ts';

export type Wire = { metadata?: Record<string, string> | null; data?: string | null };

export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const inWords = (text: string | null | undefined) => Buffer.from(text ?? '', 'base64').toString();
export const plain = (value: unknown): Wire => ({
  metadata: { encoding: base64('json/plain') },
  data: base64(JSON.stringify(value)),
});

/** As a worker with this key writes it into a case's history. */
export async function encrypted(value: unknown, workflowId: string | null, key = testKey('A')): Promise<Wire> {
  const context = workflowId === null ? undefined : ({ type: 'workflow', namespace: 'default', workflowId } as const);
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) };
  const [made] = await new EncryptingCodec([key]).encode([payload], context);
  const metadata = Object.entries(made?.metadata ?? {}).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString('base64'),
  ]);
  return { metadata: Object.fromEntries(metadata), data: Buffer.from(made?.data ?? []).toString('base64') };
}

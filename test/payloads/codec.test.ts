// An encrypted payload reveals nothing, cannot be changed unnoticed, and is read with the right key.
import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { EncryptingCodec, isEncrypted, keyIdOf, ownerOf, PayloadError } from '../../platform/payloads/codec.ts';
import { testKey } from '../harness/payload-keys.ts';

const codecOf = (...ids: string[]) => new EncryptingCodec(ids.map((id) => testKey(id)));
const owned = (workflowId: string) => ({ type: 'workflow', namespace: 'default', workflowId }) as const;
const CASE = 'conversation/cdek/1';
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

async function encrypted(value: unknown, { keys = ['A'], workflowId = CASE as string | null } = {}): Promise<Payload> {
  const [made = {}] = await codecOf(...keys).encode(
    [plain(value)],
    workflowId === null ? undefined : owned(workflowId),
  );
  return made;
}

/** The codec's answer to a payload: its value, or the code of the refusal. */
async function read(payload: Payload, { keys = ['A'], workflowId = CASE as string | null } = {}): Promise<unknown> {
  const context = workflowId === null ? undefined : owned(workflowId);
  try {
    const [opened = {}] = await codecOf(...keys).decode([payload], context);
    return defaultPayloadConverter.fromPayload(opened);
  } catch (error) {
    return error instanceof PayloadError ? error.code : error;
  }
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
const bytesOf = ({ data }: Payload) => new Uint8Array(data ?? []);

describe('a payload', () => {
  test('comes back as it was, whatever it held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await read(await encrypted(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const nothing = await encrypted(undefined);
    expect(await read(nothing)).toBeUndefined();
    expect(await read(await encrypted(Uint8Array.of(0, 255)))).toEqual(Uint8Array.of(0, 255));
  });

  test('shows its key’s id and its workflow’s, and nothing of what it is', async () => {
    const made = await encrypted({ secret: 'Анна Придуманная' });
    const metadata = Object.entries(made.metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
    expect(Object.fromEntries(metadata)).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': 'A',
      'careline-workflow-id': CASE,
    });
    for (const word of ['Анна', 'secret', 'json/plain'])
      expect(Buffer.from(made.data ?? []).includes(Buffer.from(word))).toBe(false);
  });

  test('never looks the same twice', async () => {
    const made = await Promise.all(Array.from({ length: 100 }, () => encrypted('the same')));
    expect(new Set(made.map((payload) => Buffer.from(payload.data ?? []).toString('hex'))).size).toBe(100);
    expect(new Set(made.map((payload) => Buffer.from(bytesOf(payload).subarray(0, 12)).toString('hex'))).size).toBe(
      100,
    );
  });

  test('is as long as what it holds, 28 bytes and the words that say what it is', async () => {
    const lengthOf = async (value: string) => bytesOf(await encrypted(value)).length;
    expect((await lengthOf('x'.repeat(100))) - (await lengthOf('x'.repeat(50)))).toBe(50);
    expect(await lengthOf('')).toBeLessThan(80);
  });
});

describe('a change is seen', () => {
  test('in each byte: nonce, cipher text and tag', async () => {
    const made = await encrypted('twelve visits');
    const bytes = bytesOf(made);
    for (const at of bytes.keys())
      expect([at, await read({ ...made, data: flipped(bytes, at) })]).toEqual([at, 'payload-unreadable']);
  });

  test.each([0, 1, 12, 27, 28])('when only %i bytes are left', async (length) => {
    const made = await encrypted('twelve visits');
    expect(await read({ ...made, data: bytesOf(made).subarray(0, length) })).toBe('payload-unreadable');
  });

  test('when it has no bytes at all', async () => {
    const { metadata } = await encrypted('twelve visits');
    expect(await read({ metadata: metadata ?? null })).toBe('payload-unreadable');
  });

  test('in the id of its key, also to one that is there', async () => {
    const made = await encrypted('twelve visits');
    const renamed = (id: string) => ({ ...made, metadata: { ...made.metadata, 'encryption-key-id': Buffer.from(id) } });
    expect(await read(renamed('B'), { keys: ['A', 'B'] })).toBe('payload-unreadable');
    expect(await read(renamed('C'), { keys: ['A', 'B'] })).toBe('payload-key-unknown');
    const { encoding } = made.metadata ?? {};
    expect(await read({ ...made, metadata: { encoding: encoding ?? Buffer.of() } })).toBe('payload-key-unknown');
    // The same secret under two ids, because the id is bound.
    const codec = new EncryptingCodec([testKey('A'), testKey('B', 'A')]);
    await expect(codec.decode([renamed('B')])).rejects.toThrow('was changed');
  });

  test('in the workflow that it belongs to', async () => {
    const made = await encrypted('twelve visits');
    expect(await read(made, { workflowId: 'conversation/cdek/2' })).toBe('payload-unreadable');
    const moved = { ...made.metadata, 'careline-workflow-id': Buffer.from('conversation/cdek/2') };
    expect(await read({ ...made, metadata: moved }, { workflowId: 'conversation/cdek/2' })).toBe('payload-unreadable');
    const { 'careline-workflow-id': _, ...withoutOwner } = made.metadata ?? {};
    expect(await read({ ...made, metadata: withoutOwner })).toBe('payload-unreadable');
  });
});

describe('who reads it', () => {
  test('a reader who does not name the workflow', async () => {
    expect(await read(await encrypted('twelve visits'), { workflowId: null })).toBe('twelve visits');
  });

  test('every workflow, where it was made for none, as by hand in the Temporal UI', async () => {
    const made = await encrypted('by hand', { workflowId: null });
    expect(ownerOf(made)).toBeUndefined();
    expect(await read(made)).toBe('by hand');
  });

  test('a holder of its key, first or last', async () => {
    const made = await encrypted('twelve visits', { keys: ['B', 'A'] });
    expect(keyIdOf(made)).toBe('B');
    expect(await read(made, { keys: ['B'] })).toBe('twelve visits');
    expect(await read(made, { keys: ['C', 'A', 'B'] })).toBe('twelve visits');
    expect(await read(made, { keys: ['A'] })).toBe('payload-key-unknown');
  });

  test('no holder of another key of the same id', async () => {
    const made = await encrypted('twelve visits');
    await expect(new EncryptingCodec([testKey('A', 'another')]).decode([made])).rejects.toThrow(
      'a payload under the key "A" was changed, or was encrypted with another key of that id',
    );
  });

  test('what is plain is everybody’s', async () => {
    const old = plain({ stage: 'waiting' });
    expect(isEncrypted(old)).toBe(false);
    expect(await codecOf('A').decode([old, {}], owned(CASE))).toEqual([old, {}]);
  });
});

test('the order of several stays, plain and encrypted mixed', async () => {
  const codec = codecOf('B', 'A');
  const mixed = [await encrypted(1), plain(2), await encrypted(3, { keys: ['B'] })];
  const values = (await codec.decode(mixed)).map((payload) => defaultPayloadConverter.fromPayload(payload));
  expect(values).toEqual([1, 2, 3]);
  expect(await codec.encode([])).toEqual([]);
});

test('the error about a missing key names it, and the writer of the payload cannot forge it', async () => {
  const made = await encrypted('twelve visits', { keys: ['2026-11'] });
  await expect(codecOf('A').decode([made])).rejects.toThrow(
    'no payload key "2026-11": a payload was encrypted with it, and CARELINE_PAYLOAD_KEYS does not hold it',
  );
  const shouted = { ...made.metadata, 'encryption-key-id': Buffer.from(`\n${'x'.repeat(5_000)}`) };
  const error = await codecOf('A')
    .decode([{ ...made, metadata: shouted }])
    .catch((thrown: Error) => thrown);
  expect((error as Error).message).not.toMatch(/\n/);
  expect((error as Error).message.length).toBeLessThan(300);
});

test('without a key payloads stay plain, and one that is not says which key it wants', async () => {
  const none = new EncryptingCodec([]);
  const old = plain({ stage: 'waiting' });
  expect(await none.encode([old], owned(CASE))).toEqual([old]);
  expect(await none.decode([old], owned(CASE))).toEqual([old]);
  await expect(none.decode([await encrypted('twelve visits')])).rejects.toThrow('no payload key "A"');
});

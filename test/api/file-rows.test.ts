// Files and attachments as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import {
  beginFile,
  dropFile,
  insertAttachment,
  readAttachment,
  readChunk,
  readChunks,
  sweepFiles,
  writeChunk,
} from '../../db/write/attachments.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const AT = '2031-03-03T08:00:00.000Z';

let database: TestDatabase;
let conversationId = '';
let messageId = '';
beforeAll(async () => {
  database = await freshDatabase();
  const customer = { id: randomUUID(), program: 'cdek', tokenHash: 'hash' };
  await insertCustomer(em(), customer, AT);
  [conversationId, messageId] = [randomUUID(), randomUUID()];
  const blank = { previousId: null, intakeStep: 'category' } as const;
  await insertConversation(em(), { id: conversationId, program: 'cdek', customerId: customer.id, ...blank }, AT);
  const message = { author: 'customer', login: null, text: '', choices: null, textId: null, dedupeKey: null } as const;
  await appendMessages(em(), conversationId, AT, [{ id: messageId, ...message }]);
});
beforeEach(() => rows(em(), sql`truncate stored_files cascade`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const stored = async () =>
  (await rows<{ id: string }>(em(), sql`select id from stored_files order by created_at`)).map(({ id }) => id);

/** A file of one piece, which an attachment claims if wished. */
async function aFile({ at = AT, claimed = false } = {}): Promise<string> {
  const id = randomUUID();
  await beginFile(em(), id, at);
  await writeChunk(em(), id, 0, Buffer.from(id));
  if (claimed) await claim(id);
  return id;
}

const about = { name: 'накладная.pdf', type: 'application/pdf', size: 36, sha256: 'digest' };
const claim = (id: string) => insertAttachment(em(), { id, conversationId, messageId, ...about }, later(AT, 'PT1M'));

test('a file is given out in the order of its pieces, whatever the order in which they came, and without those of others', async () => {
  const [id] = [await aFile(), await aFile()];
  for (const position of [2, 1]) await writeChunk(em(), id, position, Buffer.from([0, position, 255]));
  const pieces: Buffer[] = [];
  for await (const piece of readChunks(em(), id)) pieces.push(piece);
  expect(pieces).toEqual([Buffer.from(id), Buffer.from([0, 1, 255]), Buffer.from([0, 2, 255])]);
  expect(await readChunk(em(), id, 1)).toEqual(Buffer.from([0, 1, 255]));
});

test('a piece that is not there is a mistake; a file without any is empty', async () => {
  const id = await aFile();
  await expect(readChunk(em(), id, 1)).rejects.toThrow('is gone');
  for await (const piece of readChunks(em(), randomUUID())) throw new Error(`there is a piece: ${piece}`);
});

test('a piece is written once: the same place again is a mistake', async () => {
  const id = await aFile();
  await expect(writeChunk(em(), id, 0, Buffer.from('other'))).rejects.toThrow('file_chunks_pkey');
  expect(await readChunk(em(), id, 0)).toEqual(Buffer.from(id));
});

test('a file becomes the attachment of a message once, under its own id', async () => {
  const id = await aFile({ claimed: true });
  const { sha256: _, ...shown } = about;
  expect(await readAttachment(em(), id)).toEqual({ id, conversationId, ...shown });
  const kept = sql`select message_id as "messageId", sha256, at = ${later(AT, 'PT1M')}::timestamptz as "isThen" from attachments`;
  expect(await rows(em(), kept)).toEqual([{ messageId, sha256: 'digest', isThen: true }]);
  await expect(claim(id)).rejects.toThrow('attachments_pkey');
  expect(await readAttachment(em(), await aFile())).toBeNull();
});

test('a file that was not wanted is dropped with its pieces, unless an attachment claims it', async () => {
  const [claimed, unwanted, other] = [await aFile({ claimed: true }), await aFile(), await aFile()];
  for (const id of [claimed, unwanted]) await dropFile(em(), id);
  expect((await stored()).toSorted()).toEqual([claimed, other].toSorted());
  expect(await row(em(), sql`select count(*)::int as n from file_chunks`)).toEqual({ n: 2 });
});

test('unclaimed files are swept once they are old, the oldest first', async () => {
  await aFile({ claimed: true });
  const [second, first, young] = [
    await aFile({ at: later(AT, 'PT1S') }),
    await aFile(),
    await aFile({ at: later(AT, 'PT1M') }),
  ];
  const sweep = (most: number) => sweepFiles(em(), { before: later(AT, 'PT1M'), most });
  expect(await sweep(1)).toBe(1);
  expect(await stored()).not.toContain(first);
  expect(await stored()).toContain(second);
  expect([await sweep(10), await sweep(10)]).toEqual([1, 0]);
  expect(await stored()).toHaveLength(2);
  expect(await stored()).toContain(young);
});

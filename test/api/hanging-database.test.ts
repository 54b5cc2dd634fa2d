// A PostgreSQL that hangs counts as away for the waiting request, and is used again when it answers. What it committed
// before its answer was lost stays.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDatabaseOutage } from '../../db/errors.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import { row, sql } from '../../db/sql.ts';
import { startApi } from '../harness/api.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';

let database: TestDatabase;
let hurried: Orm;

beforeAll(async () => {
  database = await freshDatabase();
  hurried = openOrm(database.url, 1, 300);
});

afterAll(async () => {
  await hurried.close();
  await database.drop();
});

test('no answer in time is an outage, and the connection is good afterwards', async () => {
  const slow = row(hurried.em.fork(), sql`select pg_sleep(1)`);
  expect(isDatabaseOutage(await slow.catch((error: unknown) => error))).toBe(true);
  await row(database.orm.em.fork(), sql`select pg_sleep(1)`);
  expect(await row(hurried.em.fork(), sql`select 1 as one`)).toEqual({ one: 1 });
});

test('who has time is not hurried', async () => {
  expect(await row(database.orm.em.fork(), sql`select 1 as one from pg_sleep(0.5)`)).toEqual({ one: 1 });
});

/** A connection to PostgreSQL that breaks once: after a transaction was committed and before the answer arrives. */
async function throughLossyLine(databaseUrl: string): Promise<{ url: string; wasCut(): boolean }> {
  const url = new URL(databaseUrl);
  let [isCommitting, wasCut] = [false, false];
  const line = createServer((client) => {
    const server = connect(Number(url.port), url.hostname);
    client.on('data', (bytes) => {
      if (!wasCut && /^Q[\0-\xff]{4}commit/i.test(bytes.toString('latin1'))) isCommitting = true;
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (!isCommitting) return client.write(bytes);
      [isCommitting, wasCut] = [false, true];
      return client.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('close', () => other.destroy()).on('error', () => other.destroy());
    }
  });
  await once(line.listen(0, '127.0.0.1'), 'listening');
  closedAtTheEnd(async () => line.close());
  const throughLine = new URL(url);
  throughLine.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  return { url: throughLine.href, wasCut: () => wasCut };
}

test('an upload whose commit was not answered is 503, and the file that was committed stays', async () => {
  const { url, wasCut } = await throughLossyLine(database.url);
  // The one connection is lost, but its place in the pool is not.
  const lossy = openOrm(url, 1, 5_000);
  closedAtTheEnd(() => lossy.close());
  const own = await startApi({ orm: lossy });
  const stored = await storeConversation(database.orm);
  const form = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n\r\n--X--\r\n';
  const answer = await own.call({
    method: 'POST',
    url: `/v1/conversations/${stored.id}/attachments`,
    payload: form,
    headers: { ...bearer(stored), 'content-type': 'multipart/form-data; boundary=X' },
  });
  expect([wasCut(), answer.statusCode, answer.headers['retry-after']]).toEqual([true, 503, '2']);
  const kept = await row<{ id: string }>(database.orm.em.fork(), sql`select id from attachments`);
  const download = await own.call({ url: `/v1/attachments/${kept?.id}`, headers: bearer(stored) });
  expect([download.statusCode, download.body]).toEqual([200, '%PDF-1.4\n']);
});

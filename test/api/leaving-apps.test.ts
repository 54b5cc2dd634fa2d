// An app leaves with its last key: its cases go back when the key is revoked, or at the instant when it expires.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { endExpiredKeys } from '../../activities/leaving.ts';
import { later } from '../../domain/calendar/instant.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';
import { type Answer, type Careline, type Caller, type Customer, startCareline } from '../harness/careline.ts';
import { openEventStream } from '../harness/event-stream.ts';
import { until } from '../harness/until.ts';

let line: Careline;
let admin: Caller;
let director: Caller;
beforeAll(async () => {
  line = await startCareline('2031-03-03T07:00:00.000Z');
  [admin, director] = [await line.staff('admin'), await line.staff('director')];
});
afterAll(() => line.stop());

type Made = { id: string; key: string };
const make = async (name: string, more: object = {}): Promise<Made> => {
  const { status, body } = await admin.post('/v1/api-keys', { name, program: 'cdek', roles: ['klo'], ...more });
  expect([status, body.revokedAt]).toEqual([201, null]);
  return body;
};
const call = async ({ key }: Made, method: 'GET' | 'POST', url: string) => {
  const answer = await line.app.inject({ method, url, headers: { 'x-api-key': key } });
  return [answer.statusCode, answer.json<{ code?: string }>().code];
};

/** A conversation that the app of a key has taken. */
async function takenBy(key: Made, customer?: Customer): Promise<string> {
  const { conversationId } = customer ?? (await line.waitingCustomer('order'));
  const path = `/v1/conversations/${conversationId}`;
  expect(await call(key, 'POST', `${path}/accept`)).toEqual([200, undefined]);
  return path;
}

const isBack = (path: string, how: string) =>
  until(
    async () => ({
      request: (await director.get(path)).body,
      past: (await director.get(`${path}/timeline`)).body.past,
    }),
    ({ request, past }) =>
      request.stage === 'waiting' && past.some(({ details }: Answer['body']) => details?.how === how),
  );

test('the customer of a request that an app has taken is told by which role, as of a person', async () => {
  const [bot, customer] = [await make('answering'), await line.waitingCustomer('order')];
  const path = await takenBy(bot, customer);
  expect((await customer.get(path)).body).toMatchObject({ assignee: null, attendedBy: { name: 'Менеджеры КЛО' } });
  expect((await director.get(path)).body).toMatchObject({ assignee: 'app:cdek:answering', attendedBy: null });
});

describe('a key that is revoked', () => {
  test('gives back what its app has taken, as said before; the customer does not wait for ever', async () => {
    const key = await make('bot');
    const path = await takenBy(key);
    const held = (await admin.get(`/v1/api-keys/${key.id}/held`)).body;
    expect(held.givesBack).toEqual([{ process: 'conversation', count: 1, ids: [path.split('/').at(-1)] }]);
    expect((await admin.delete(`/v1/api-keys/${key.id}`)).status).toBe(204);
    const { request, past } = await isBack(path, 'key-revoked');
    expect(request).toMatchObject({ assignee: null, nextAction: { what: 'escalation' }, todo: [{ what: 'accept' }] });
    const details = { assignee: 'app:cdek:bot', because: 'left', how: 'key-revoked' };
    expect(past).toContainEqual(expect.objectContaining({ what: 'released', by: 'careline', details }));
    expect((await admin.delete(`/v1/api-keys/${key.id}`)).status).toBe(204);
    await line.advance(line.now());
    expect((await director.get(`${path}/timeline`)).body.past).toHaveLength(past.length);
  });

  test('and was renewed before leaves all as it is; without the new one all goes back', async () => {
    const old = await make('renewed');
    const path = await takenBy(old);
    const fresh = await make('renewed');
    expect((await admin.get(`/v1/api-keys/${old.id}/held`)).body.givesBack).toEqual([]);
    expect((await admin.delete(`/v1/api-keys/${old.id}`)).status).toBe(204);
    await line.advance(line.now());
    expect((await director.get(path)).body).toMatchObject({ stage: 'assigned', assignee: 'app:cdek:renewed' });
    const reading = await make('renewed', { scope: 'read-only' });
    expect((await admin.get(`/v1/api-keys/${fresh.id}/held`)).body.givesBack).toHaveLength(1);
    expect((await admin.delete(`/v1/api-keys/${fresh.id}`)).status).toBe(204);
    await isBack(path, 'key-revoked');
    expect((await call(reading, 'GET', '/v1/conversations'))[0]).toBe(200);
  });
});

describe('a key with an expiry', () => {
  const logger = pino({ level: 'silent' });
  const endKeys = () =>
    endExpiredKeys({ orm: line.database.orm, clock: { now: () => new Date(line.now()) }, logger, giveBackEntry });

  test('works until then; then it answers key-expired, its stream ends, and what its app holds goes back unasked', async () => {
    const expiresAt = later(line.now(), 'PT1H');
    const key = await make('leased', { expiresAt });
    const { items } = (await admin.get('/v1/api-keys?limit=200')).body;
    expect(items).toContainEqual(expect.objectContaining({ id: key.id, expiresAt, scope: 'read-write' }));
    const path = await takenBy(key);
    await line.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = line.app.server.address() as AddressInfo;
    const stream = await openEventStream(`http://127.0.0.1:${port}/v1/events`, { 'x-api-key': key.key });
    await line.advance(later(line.now(), 'PT59M'));
    expect(await endKeys()).toBe(0);
    expect(await call(key, 'GET', path)).toEqual([200, undefined]);
    await line.advance(expiresAt);
    expect(await call(key, 'GET', path)).toEqual([401, 'key-expired']);
    expect([await endKeys(), await endKeys()]).toEqual([1, 0]);
    await stream.ended;
    await line.relay();
    await isBack(path, 'key-expired');
    const audited = (await admin.get('/v1/audit?limit=200')).body.items;
    expect(audited.filter(({ action }: { action: string }) => action === 'api-key.expired')).toEqual([
      expect.objectContaining({ actor: 'careline', program: 'cdek', details: { id: key.id, name: 'leased' } }),
    ]);
  });

  test('is not made with an instant that is not ahead', async () => {
    const payload = { name: 'late', program: 'cdek', roles: ['klo'], expiresAt: line.now() };
    expect((await admin.post('/v1/api-keys', payload)).body).toMatchObject({ status: 422, code: 'expiry-in-past' });
  });
});

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { rows, sql } from '../../../db/sql.ts';
import { appendMessages } from '../../../db/write/messages.ts';
import { changeRequest } from '../../harness/case-facts.ts';
import { startApi, START, type TestApi } from '../../harness/api.ts';
import { type EventStream, openEventStream } from '../../harness/event-stream.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await startApi();
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/v1/events`;
});
afterAll(() => api.close());

const streamOf = (headers: Record<string, string>) => openEventStream(url, headers);

async function say({ id }: Stored, texts: string[]): Promise<void> {
  const message = { author: 'customer' as const, login: null, choices: null, textId: null, dedupeKey: null };
  await appendMessages(
    api.database.orm.em.fork(),
    id,
    START,
    texts.map((text) => ({ ...message, id: randomUUID(), text })),
  );
}

const textsIn = (stream: EventStream) =>
  stream.events.flatMap(({ data }) => ('message' in data ? [(data['message'] as { text: string }).text] : []));

test('a listener that missed more than fits is told to read again, and hears what comes after', async () => {
  const mine = await storeConversation(api.database.orm);
  const first = await streamOf(bearer(mine));
  await say(mine, ['начало']);
  const { id } = await first.until(({ event }) => event === 'message');
  for (let batch = 1; batch <= 15; batch += 1) {
    await say(mine, Array(10).fill('я'.repeat(20_000)));
    await first.until(() => first.events.length > batch * 10);
  }
  const second = await streamOf({ ...bearer(mine), 'last-event-id': id ?? '' });
  await second.until(({ event }) => event === 'resync');
  await say(mine, ['и дальше']);
  await second.until(({ data }) => (data['message'] as { text?: string } | undefined)?.text === 'и дальше');
});

test('somebody else’s Last-Event-ID opens nothing of theirs', async () => {
  const [mine, theirs] = [await storeConversation(api.database.orm), await storeConversation(api.database.orm)];
  const listening = await streamOf(bearer(theirs));
  await say(theirs, ['их первое']);
  const { id } = await listening.until(({ event }) => event === 'message');
  await say(theirs, ['их второе']);
  const stream = await streamOf({ ...bearer(mine), 'last-event-id': id ?? '' });
  await say(theirs, ['их третье']);
  await say(mine, ['моё']);
  await stream.until(({ event }) => event === 'message');
  expect(textsIn(stream)).toEqual(['моё']);
});

test.each(['0-0', '-1--1', '1', '9999999999999999999-1', "1-1' or true", `${'9'.repeat(90)}-1`])(
  'the made-up place %s is answered with a fresh start',
  async (place) => {
    const stream = await streamOf({ ...bearer(await storeConversation(api.database.orm)), 'last-event-id': place });
    await stream.until(({ event }) => event === 'resync');
  },
);

test('an anonymous caller, a made-up token and a token in the address get no stream', async () => {
  const { token } = await storeConversation(api.database.orm);
  for (const [query, headers] of [
    ['', {}],
    ['', { authorization: `Bearer cu_${'x'.repeat(43)}` }],
    [`?token=${token}&access_token=${token}`, {}],
  ] as const) {
    expect((await api.call({ url: `/v1/events${query}`, headers })).statusCode).toBe(401);
  }
});

test('a logout ends every stream of the session at once, and no other', async () => {
  const klo = await api.as('klo-2');
  const cookie = (await klo({ url: '/v1/me' })).raw.req.headers['cookie'] as string;
  const other = (await (await api.as('klo-3'))({ url: '/v1/me' })).raw.req.headers['cookie'] as string;
  const [first, second, others] = await Promise.all([
    streamOf({ cookie }),
    streamOf({ cookie }),
    streamOf({ cookie: other }),
  ]);
  const begun = performance.now();
  await klo({ method: 'POST', url: '/v1/logout' });
  await Promise.all([first.ended, second.ended]);
  expect(performance.now() - begun).toBeLessThan(5_000);
  await expect(Promise.race([others.ended.then(() => 'ended'), Promise.resolve('open')])).resolves.toBe('open');
});

test('a supervisor leaves one audit row for each conversation whose messages are sent, its assignee none', async () => {
  const work = { stage: 'assigned', assignee: 'klo-5' } as const;
  const [one, other] = [
    await storeConversation(api.database.orm, work),
    await storeConversation(api.database.orm, work),
  ];
  const cookieOf = async (login: string) =>
    (await (await api.as(login))({ url: '/v1/me' })).raw.req.headers['cookie'] as string;
  const [director, klo] = [
    await streamOf({ cookie: await cookieOf('director') }),
    await streamOf({ cookie: await cookieOf('klo-5') }),
  ];
  for (const text of ['раз', 'два', 'три']) await say(one, [text]);
  await say(other, ['последнее']);
  for (const stream of [director, klo]) await stream.until(() => textsIn(stream).includes('последнее'));
  expect(textsIn(director)).toEqual(['раз', 'два', 'три', 'последнее']);
  const ids = [one.id, other.id];
  const viewed = await rows(
    api.database.orm.em.fork(),
    sql`select actor, action, case_id as "caseId", details from audit_entries where case_id = any(${ids}::uuid[]) order by id`,
  );
  const row = { actor: 'director', action: 'conversation.read-messages', details: { part: 'stream' } };
  expect(viewed).toEqual(ids.map((caseId) => ({ ...row, caseId })));
});

describe('only the person whose access changes loses the stream, at once:', () => {
  const cookieOf = async (login: string) =>
    (await (await api.as(login))({ url: '/v1/me' })).raw.req.headers['cookie'] as string;
  const endsWithin = async (stream: EventStream, change: () => Promise<{ statusCode: number }>) => {
    const others = await streamOf({ cookie: await cookieOf('klo-4') });
    const begun = performance.now();
    expect((await change()).statusCode).toBeLessThan(300);
    await stream.ended;
    // Well before the next ping, which would check it too.
    expect(performance.now() - begun).toBeLessThan(5_000);
    await expect(Promise.race([others.ended.then(() => 'ended'), Promise.resolve('open')])).resolves.toBe('open');
  };

  test('a person whose roles are others, who hears the rest after coming back', async () => {
    const admin = await api.as('admin');
    const [mine, cookie] = [await storeConversation(api.database.orm), await cookieOf('director')];
    const stream = await streamOf({ cookie });
    await say(mine, ['до']);
    const { id } = await stream.until(({ event }) => event === 'message');
    const memberships = [{ program: 'cdek', role: 'klo' }];
    await endsWithin(stream, () => admin({ method: 'PATCH', url: '/v1/people/director', payload: { memberships } }));
    await say(mine, ['после']);
    await changeRequest(api.database.orm.em.fork(), mine.id, { assignee: 'director', stage: 'assigned' });
    const back = await streamOf({ cookie, 'last-event-id': id ?? '' });
    await say(mine, ['теперь моё']);
    await back.until(({ data }) => (data['message'] as { text?: string } | undefined)?.text === 'теперь моё');
  });

  test('an app whose key is revoked', async () => {
    const admin = await api.as('admin');
    const payload = { name: 'bot', program: 'cdek', roles: ['director'] };
    const made = await admin({ method: 'POST', url: '/v1/api-keys', payload });
    const { id, key } = made.json<{ id: string; key: string }>();
    const stream = await streamOf({ 'x-api-key': key });
    await endsWithin(stream, () => admin({ method: 'DELETE', url: `/v1/api-keys/${id}` }));
    expect((await api.call({ url: '/v1/events', headers: { 'x-api-key': key } })).statusCode).toBe(401);
  });
});

test('a session that ran out loses its stream with the next ping', async () => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'Date'],
  });
  try {
    const klo = await api.as('klo-1');
    const cookie = (await klo({ url: '/v1/me' })).raw.req.headers['cookie'] as string;
    const stream = await streamOf({ cookie });
    await rows(api.database.orm.em.fork(), sql`delete from sessions`);
    jest.advanceTimersByTime(15_000);
    await stream.ended;
  } finally {
    jest.useRealTimers();
  }
});

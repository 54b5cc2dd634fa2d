// A stream tells each person what they may see. A resume misses nothing and shows no more than the lists.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Careline, startCareline } from '../harness/careline.ts';
import { type EventStream, openEventStream } from '../harness/event-stream.ts';

let system: Careline;
let url: string;

beforeAll(async () => {
  system = await startCareline('2031-03-10T08:00:00.000Z');
  url = `${await system.app.listen({ port: 0, host: '127.0.0.1' })}/v1/events`;
});

afterAll(() => system.stop());

const streamOf = (headers: Record<string, string>) => openEventStream(url, headers);

async function streamOfStaff(login: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return streamOf({ cookie: await system.cookie(login), ...headers });
}

test('a listener without a login is told nothing', async () => {
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
});

test('CDEK-09 CDEK-20 the role hears of a request, others do not, and no event has its messages', async () => {
  const [klo, support, director] = await Promise.all(
    ['klo-1', 'support-1', 'director'].map((who) => streamOfStaff(who)),
  );
  const customer = await system.waitingCustomer('order');
  const id = customer.conversationId;
  const about = (name: string) => (event: { event: string; data: object }) =>
    event.event === name && 'conversationId' in event.data && event.data.conversationId === id;
  expect((await klo?.until(about('notification')))?.data).toMatchObject({ kind: 'new', conversationId: id });
  await director?.until(about('message'));
  expect(klo?.events.filter(about('message'))).toEqual([]);
  expect(support?.events.filter(({ data }) => data['conversationId'] === id)).toEqual([]);
});

test('CDEK-10 the others are told who took it, and that it is no longer theirs to see', async () => {
  const customer = await system.waitingCustomer('order');
  const other = await streamOfStaff('klo-2');
  await (await system.staff('klo-1')).post(`/v1/conversations/${customer.conversationId}/accept`);
  const about = { process: 'conversation', caseId: customer.conversationId, conversationId: customer.conversationId };
  const taken = await other.until(({ event }) => event === 'taken');
  expect(taken.data).toMatchObject({ kind: 'taken', ...about, details: { assignee: 'klo-1', category: 'order' } });
  const withdrawn = other.events.find(({ event }) => event === 'withdrawn');
  expect(withdrawn?.data).toEqual({ program: 'cdek', ...about });
  await other.until(({ event, data }) => event === 'removed' && data['conversationId'] === customer.conversationId);
});

test('the person who accepted and people who were not addressed get no notification of it; the others’ are withdrawn', async () => {
  const customer = await system.waitingCustomer('order');
  const [taker, support] = await Promise.all(['klo-1', 'support-1'].map((who) => streamOfStaff(who)));
  const klo = await system.staff('klo-1');
  await klo.post(`/v1/conversations/${customer.conversationId}/accept`);
  const mine = ({ data }: { data: Record<string, unknown> }) => data['conversationId'] === customer.conversationId;
  await taker?.until((event) => event.event === 'withdrawn' && mine(event));
  await taker?.until((event) => event.event === 'conversation' && mine(event));
  const kinds = (stream: EventStream | undefined) => stream?.events.filter(mine).map(({ event }) => event) ?? [];
  expect(kinds(taker)).not.toContain('taken');
  const { items } = (await klo.get('/v1/notifications')).body;
  expect(items.filter((one: { caseId: string }) => one.caseId === customer.conversationId)).toEqual([]);
  // The next event shows that all earlier ones have arrived.
  const next = await system.waitingCustomer('account');
  await support?.until(({ data }) => data['conversationId'] === next.conversationId);
  expect(kinds(support)).toEqual([]);
});

test('CDEK-24 the assignee of a continuation hears that they may read the one before, and when they no longer may', async () => {
  const customer = await system.waitingCustomer('order');
  const before = customer.conversationId;
  const klo = await system.staff('klo-1');
  await klo.post(`/v1/conversations/${before}/accept`);
  await klo.post(`/v1/conversations/${before}/close`, { disposition: 'waybill' });
  const { conversationId: next } = (await customer.post(`/v1/conversations/${before}/messages`, { text: 'ещё' })).body;
  await customer.post(`/v1/conversations/${next}/messages`, { choice: 'account' });
  const stream = await streamOfStaff('support-1');
  const other = await streamOfStaff('support-2');
  const support = await system.staff('support-1');
  await system.advance(system.now());
  await support.post(`/v1/conversations/${next}/accept`);
  const about = (name: string) => (event: { event: string; data: Record<string, unknown> }) =>
    event.event === name && event.data['conversationId'] === before;
  await stream.until(about('conversation'));
  await support.post(`/v1/conversations/${next}/release`);
  await stream.until(about('removed'));
  await other.until(({ event, data }) => event === 'notification' && data['conversationId'] === next);
  expect(other.events.filter(({ data }) => data['conversationId'] === before)).toEqual([]);
});

test('the event of a conversation equals the single read of the same reader', async () => {
  const customer = await system.waitingCustomer('order');
  const path = `/v1/conversations/${customer.conversationId}`;
  const people = ['klo-4', 'klo-5', 'klo-senior', 'director'];
  const readers = await Promise.all(
    people.map(async (login) => ({ stream: await streamOfStaff(login), as: await system.staff(login) })),
  );
  const own = { stream: await streamOf({ authorization: `Bearer ${customer.token}` }), as: customer };
  const agent = await system.staff('klo-4');
  await agent.post(`${path}/accept`);
  const isAccepted = ({ event, data }: { event: string; data: Record<string, unknown> }) =>
    event === 'conversation' &&
    Object(data['conversation']).id === customer.conversationId &&
    Object(data['conversation']).stage === 'assigned';
  for (const { stream, as } of [...readers.filter((_, index) => index !== 1), own]) {
    const { data } = await stream.until(isAccepted);
    const read = await as.get(path);
    expect([read.status, data]).toEqual([200, { conversationId: customer.conversationId, conversation: read.body }]);
  }
  // A person who may no longer read it is told only that.
  const removed = await readers[1]?.stream.until(
    ({ event, data }) => event === 'removed' && data['conversationId'] === customer.conversationId,
  );
  expect(removed?.data).toEqual({ conversationId: customer.conversationId });
  // Reading marks a message as read only for this reader.
  await customer.post(`${path}/messages`, { text: 'Где посылка?' });
  expect((await readers.at(-1)?.as.post(`${path}/read`, { seq: 100 }))?.status).toBe(204);
  await agent.post(`${path}/release`);
  const isBack = ({ event, data }: { event: string; data: Record<string, unknown> }) =>
    event === 'conversation' &&
    Object(data['conversation']).id === customer.conversationId &&
    Object(data['conversation']).stage === 'waiting' &&
    Object(data['conversation']).acceptedAt !== null;
  for (const { stream, as } of readers) {
    const { data } = await stream.until(isBack);
    expect(data['conversation']).toEqual((await as.get(path)).body);
  }
  const unread = await Promise.all(readers.slice(-2).map(async ({ as }) => (await as.get(path)).body.unread));
  expect(unread).toEqual([1, 0]);
});

test('a customer hears their own conversation alone, without the name of who answers', async () => {
  const [mine, theirs] = [await system.waitingCustomer('order'), await system.waitingCustomer('order')];
  const stream = await streamOf({ authorization: `Bearer ${mine.token}` });
  for (const customer of [theirs, mine]) {
    const agent = await system.staff('klo-3');
    await agent.post(`/v1/conversations/${customer.conversationId}/accept`);
    await agent.post(`/v1/conversations/${customer.conversationId}/messages`, { text: 'Здравствуйте' });
  }
  const heard = await stream.until(({ event, data }) => event === 'message' && 'message' in data);
  expect(heard.data).toMatchObject({
    conversationId: mine.conversationId,
    message: { text: 'Здравствуйте', login: null },
  });
  expect(stream.events.every(({ data }) => data['conversationId'] === mine.conversationId)).toBe(true);
});

test('a stream that resumes gets what it missed, each once and in order', async () => {
  const customer = await system.waitingCustomer('order');
  const path = `/v1/conversations/${customer.conversationId}/messages`;
  const headers = { authorization: `Bearer ${customer.token}` };
  const first = await streamOf(headers);
  await customer.post(path, { text: 'до обрыва' });
  const last = await first.until(({ event }) => event === 'message');
  first.close();
  const texts = Array.from({ length: 20 }, (_, index) => `сообщение ${index}`);
  await Promise.all(texts.slice(0, 10).map((text) => customer.post(path, { text })));
  const second = await streamOf({ ...headers, 'last-event-id': last.id ?? '' });
  await Promise.all(texts.slice(10).map((text) => customer.post(path, { text })));
  const heard = () =>
    second.events.flatMap(({ data }) => ('message' in data ? [data['message'] as { seq: number }] : []));
  await second.until(() => heard().length === 20);
  const numbers = heard().map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  expect(new Set(numbers).size).toBe(20);
});

test('a place that is not in the log any more asks for a fresh start', async () => {
  const stream = await streamOfStaff('klo-1', { 'last-event-id': '1-1' });
  await stream.until(({ event }) => event === 'resync');
});

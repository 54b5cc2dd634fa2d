// What the streams tell, to whom, and that a resume misses nothing and shows nothing more than the lists.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Careline, startCareline } from '../harness/careline.ts';
import { type EventStream, openEventStream } from '../harness/event-stream.ts';

let house: Careline;
let url: string;
const open: EventStream[] = [];

beforeAll(async () => {
  house = await startCareline('2031-03-10T08:00:00.000Z');
  url = `${await house.app.listen({ port: 0, host: '127.0.0.1' })}/v1/events`;
});

afterAll(async () => {
  for (const stream of open) stream.close();
  await house.stop();
});

async function streamOf(headers: Record<string, string>): Promise<EventStream> {
  const stream = await openEventStream(url, headers);
  open.push(stream);
  return stream;
}

async function streamOfStaff(login: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return streamOf({ cookie: await house.cookie(login), ...headers });
}

test('nobody is told anything without having proven who they are', async () => {
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
});

test('CDEK-09 CDEK-20 the role hears of a request, others do not, and nobody reads along', async () => {
  const [klo, support, director] = await Promise.all(
    ['klo-1', 'support-1', 'director'].map((who) => streamOfStaff(who)),
  );
  const customer = await house.waitingCustomer('order');
  const id = customer.conversationId;
  const about = (name: string) => (event: { event: string; data: object }) =>
    event.event === name && 'conversationId' in event.data && event.data.conversationId === id;
  expect((await klo?.until(about('notification')))?.data).toMatchObject({ kind: 'new', conversationId: id });
  await director?.until(about('message'));
  expect(klo?.events.filter(about('message'))).toEqual([]);
  expect(support?.events.filter(({ data }) => data['conversationId'] === id)).toEqual([]);
});

test('CDEK-10 the others are told who took it, and that it is no longer theirs to see', async () => {
  const customer = await house.waitingCustomer('order');
  const other = await streamOfStaff('klo-2');
  await (await house.staff('klo-1')).post(`/v1/conversations/${customer.conversationId}/accept`);
  const taken = await other.until(({ event, data }) => event === 'notification' && data['kind'] === 'taken');
  expect(taken.data).toMatchObject({ conversationId: customer.conversationId, details: { assignee: 'klo-1' } });
  await other.until(({ event, data }) => event === 'removed' && data['conversationId'] === customer.conversationId);
});

test('a customer hears their own conversation alone, without the name of who answers', async () => {
  const [mine, theirs] = [await house.waitingCustomer('order'), await house.waitingCustomer('order')];
  const stream = await streamOf({ authorization: `Bearer ${mine.token}` });
  for (const customer of [theirs, mine]) {
    const agent = await house.staff('klo-3');
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
  const customer = await house.waitingCustomer('order');
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

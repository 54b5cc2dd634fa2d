// Owns the tests of what staff are shown beyond what they asked for: what a notification is about, what continues a request.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Careline, startCareline } from '../harness/careline.ts';

let line: Careline;
beforeAll(async () => {
  line = await startCareline('2031-03-03T07:00:00.000Z');
});
afterAll(() => line.stop());

type Told = { kind: string; conversationId: string; details: object };
const toldTo = async (login: string): Promise<[string, object][]> =>
  (await (await line.staff(login)).get('/v1/notifications')).body.items.map(({ kind, details }: Told) => [
    kind,
    details,
  ]);

test('a notification says what it is about, whatever it tells', async () => {
  const { conversationId } = await line.waitingCustomer('order');
  await line.advance('2031-03-03T07:10:00.000Z');
  const about = { category: 'order', queue: 'klo' };
  const waiting = { ...about, waitingSince: '2031-03-03T07:00:00.000Z' };
  expect(await toldTo('klo-1')).toEqual([['new', waiting]]);
  expect(await toldTo('klo-senior')).toEqual([['overdue', waiting]]);
  await (await line.staff('klo-senior')).post(`/v1/conversations/${conversationId}/assign`, { login: 'klo-2' });
  expect((await toldTo('klo-1')).at(-1)).toEqual(['taken', { ...about, assignee: 'klo-2' }]);
  expect((await toldTo('klo-2')).at(-1)).toEqual(['assigned-to-you', { ...about, assignee: 'klo-2' }]);
});

test('CDEK-24: staff see which conversation continues a closed one, as the customer does', async () => {
  const customer = await line.waitingCustomer('order');
  const path = `/v1/conversations/${customer.conversationId}`;
  const klo = await line.staff('klo-1');
  await klo.post(`${path}/accept`);
  expect((await klo.post(`${path}/close`, { disposition: 'waybill' })).body).toMatchObject({ successorId: null });
  const { conversationId } = (await customer.post(`${path}/messages`, { text: 'ещё вопрос' })).body;
  expect(conversationId).not.toBe(customer.conversationId);
  for (const reader of [customer, klo, await line.staff('director')]) {
    expect((await reader.get(path)).body).toMatchObject({ stage: 'closed', successorId: conversationId });
  }
});

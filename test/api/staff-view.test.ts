// Staff also see the subject of a notification and the continuation of a conversation.
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
  expect(await toldTo('klo-1')).toEqual([]);
  expect(await toldTo('klo-2')).toEqual([['assigned-to-you', { ...about, assignee: 'klo-2' }]]);
});

const previousOf = async (login: string, id: string) =>
  (await (await line.staff(login)).get(`/v1/conversations/${id}`)).body.previousId;

test('CDEK-24: a link to a conversation that the reader may not read is hidden; the assignee of the continuation reads the one before', async () => {
  const customer = await line.waitingCustomer('order');
  const closed = `/v1/conversations/${customer.conversationId}`;
  const [klo, director] = [await line.staff('klo-1'), await line.staff('director')];
  await klo.post(`${closed}/accept`);
  await klo.post(`${closed}/messages`, { text: 'Груз в Твери' });
  expect((await klo.post(`${closed}/close`, { disposition: 'waybill' })).body).toMatchObject({ successorId: null });
  const { conversationId: next } = (await customer.post(`${closed}/messages`, { text: 'ещё вопрос' })).body;
  expect(next).not.toBe(customer.conversationId);
  // The continuation is an intake, which staff may not read.
  expect((await customer.get(closed)).body.successorId).toBe(next);
  for (const reader of [klo, director]) expect((await reader.get(closed)).body.successorId).toBeNull();

  await customer.post(`/v1/conversations/${next}/messages`, { choice: 'account' });
  await line.advance(line.now());
  expect((await director.get(closed)).body.successorId).toBe(next);
  expect((await klo.get(closed)).body.successorId).toBeNull();
  expect(await previousOf('support-1', next)).toBeNull();
  const support = await line.staff('support-1');
  expect((await support.get(closed)).status).toBe(404);
  await support.post(`/v1/conversations/${next}/accept`);
  expect(await previousOf('support-1', next)).toBe(customer.conversationId);
  expect(await previousOf('director', next)).toBe(customer.conversationId);
  expect((await support.get(closed)).body).toMatchObject({
    stage: 'closed',
    may: ['read-messages'],
    successorId: next,
  });
  const { items } = (await support.get(`${closed}/messages`)).body;
  expect(items.map(({ text }: { text: string }) => text)).toContain('Груз в Твери');
  const { items: listed } = (await support.get('/v1/conversations?stage=closed')).body;
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([customer.conversationId]);
  expect((await (await line.staff('support-2')).get(closed)).status).toBe(404);

  await support.post(`/v1/conversations/${next}/release`);
  expect((await support.get(closed)).status).toBe(404);
  expect(await previousOf('support-1', next)).toBeNull();
  const read = { action: 'conversation.read-messages', actor: 'support-1', caseId: customer.conversationId };
  const audit = (await (await line.staff('admin')).get(`/v1/audit?caseId=${customer.conversationId}`)).body.items;
  expect(audit).toContainEqual(expect.objectContaining({ ...read, reason: 'continuation' }));
});

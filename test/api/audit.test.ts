// The audit trail of cases holds the acts of people, each with a name, and nothing else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { later } from '../../domain/calendar/instant.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { booked, MONDAY } from '../harness/packages.ts';

let careline: Careline;
let admin: Caller;

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  admin = await careline.staff('admin');
});
afterAll(() => careline.stop());

const post = async (login: string, path: string, body?: object) => {
  const answer = await (await careline.staff(login)).post(path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

async function trailOf(caseId: string): Promise<Answer['body'][]> {
  return (await admin.get(`/v1/audit?caseId=${caseId}`)).body.items;
}

/** Actor, action and the reason that was written with it. */
const deeds = (trail: Answer['body'][]) => trail.map(({ actor, action, reason }) => [actor, action, reason]);

test('of a conversation: moves of staff and readings of supervisors; no act of the customer or of time', async () => {
  const customer = await careline.waitingCustomer('order');
  const path = `/v1/conversations/${customer.conversationId}`;
  await careline.advance(later(careline.now(), 'PT10M'));
  await post('klo-2', `${path}/accept`);
  await customer.post(`${path}/messages`, { text: 'спасибо' });
  await post('klo-2', `${path}/messages`, { text: 'пожалуйста' });
  for (const reader of ['klo-2', 'director']) await (await careline.staff(reader)).get(`${path}/messages`);
  await customer.get(`${path}/messages`);
  await customer.get(`${path}/timeline`);
  await post('klo-senior', `${path}/assign`, { login: 'klo-3' });
  await post('klo-3', `${path}/transfer`, { category: 'account', reason: 'про кабинет' });
  await post('support-1', `${path}/accept`);
  await post('support-1', `${path}/close`, { disposition: 'other', otherText: 'своё' });
  await customer.post(`${path}/rating`, { score: 5 });
  const trail = await trailOf(customer.conversationId);
  expect(deeds(trail)).toEqual([
    ['klo-2', 'conversation.accepted', null],
    ['director', 'conversation.read-messages', 'oversight'],
    ['klo-senior', 'conversation.assigned', null],
    ['klo-3', 'conversation.transferred', 'про кабинет'],
    ['support-1', 'conversation.accepted', null],
    ['support-1', 'conversation.closed', 'своё'],
  ]);
  expect(trail[0]).toMatchObject({ program: 'cdek', at: careline.now(), details: { assignee: 'klo-2' } });
});

test('of a package and its tickets: acts of people and apps, each by name; no act of careline', async () => {
  const { key } = await post('admin', '/v1/api-keys', { name: 'ops', program: 'filkhedma', roles: ['operations'] });
  const care = await careline.staff('cc-1');
  const soon = [{ startsAt: later(careline.now(), 'PT47H') }];
  const { id, tickets, visits } = await booked(care, { payment: 'later', visits: soon });
  await careline.advance(careline.now());
  const path = `/v1/service-packages/${id}`;
  const ticket = `/v1/tickets/${tickets[0]}`;
  await post('cc-2', `${ticket}/take`);
  await post('cs-1', `${ticket}/notes`, { text: 'evenings' });
  await post('cc-2', `${ticket}/calls`, { outcome: 'no-answer', note: 'phone off' });
  const collection = { at: later(careline.now(), 'PT24H'), address: 'Maadi' };
  const { paymentRequests } = await post('cc-2', `${path}/payment-requests`, { method: 'cash', collection });
  await post('cs-2', `/v1/payment-requests/${paymentRequests[0].id}/collected`);
  // A visit is recorded on its day.
  await careline.advance(visits[0].startsAt);
  const url = `${path}/visits/${visits[0].id}/complete`;
  const completed = await careline.app.inject({ method: 'POST', url, headers: { 'x-api-key': key } });
  expect(completed.statusCode).toBe(200);
  const trail = await trailOf(id);
  expect(deeds(trail)).toEqual([
    ['cc-1', 'service-package.booked', null],
    ['cc-2', 'service-package.ticket-assigned', null],
    ['cs-1', 'service-package.ticket-note', 'evenings'],
    ['cc-2', 'service-package.call-recorded', 'phone off'],
    ['cc-2', 'service-package.payment-requested', null],
    ['cs-2', 'service-package.paid', null],
    ['app:filkhedma:ops', 'service-package.visit-completed', null],
  ]);
  expect(new Set(trail.map(({ program }) => program))).toEqual(new Set(['filkhedma']));
});

test('of a ticket without a process: the same, under its own name', async () => {
  const customer = { name: 'Mona', phone: '01001234567' };
  const opening = { type: 'outbound-sales-request', customer, note: 'asks her husband' };
  const { id } = await post('cc-1', '/v1/programs/filkhedma/tickets', opening);
  await careline.advance(careline.now());
  await post('cs-3', `/v1/tickets/${id}/notes`, { text: 'evenings' });
  await post('cs-3', `/v1/tickets/${id}/close`, { result: 'other', note: 'done' });
  expect(deeds(await trailOf(id))).toEqual([
    ['cc-1', 'ticket.ticket-opened', 'asks her husband'],
    ['cs-3', 'ticket.ticket-note', 'evenings'],
    ['cs-3', 'ticket.ticket-closed', 'done'],
  ]);
});

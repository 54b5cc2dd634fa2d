// CDEK-06: a customer who chooses no category, through the API, the clock of intakes and the durable workflow.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { type Answer, type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { texts } from '../harness/programs.ts';

let system: Careline;

beforeAll(async () => {
  system = await startCareline('2031-03-03T07:00:00.000Z');
});

afterAll(() => system.stop());

const path = (id: string, verb = '') => `/v1/conversations/${id}${verb}`;
const write = (customer: Customer, body: object) => customer.post(path(customer.conversationId, '/messages'), body);
const read = async (login: string, url: string): Promise<Answer> => (await system.staff(login)).get(url);
const isListed = async (login: string, id: string, query = 'limit=200') =>
  (await read(login, `/v1/conversations?${query}`)).body.items.some((item: { id: string }) => item.id === id);

async function said(customer: Customer): Promise<string[]> {
  const { body } = await customer.get(path(customer.conversationId, '/messages'));
  return body.items.map(({ text }: { text: string }) => text);
}

async function assumption(id: string): Promise<object> {
  const { body } = await read('support-1', path(id, '/timeline'));
  return body.past.find(({ what }: { what: string }) => what === 'category-assumed');
}

/** It is invisible to staff until it waits. Then they see it, and one of them works on it as usual. */
async function isWorkedOn(id: string, since: Instant): Promise<void> {
  const { body } = await read('support-1', path(id));
  expect(body).toMatchObject({
    ...{ stage: 'waiting', category: 'other', queue: 'support', waitingSince: since, requestedAt: since },
    nextAction: { at: later(since, 'PT30M'), what: 'no-answer-text', rule: 'CDEK-14' },
    todo: [{ what: 'accept', by: ['support'] }],
  });
  const told = await read('support-2', '/v1/notifications?limit=200');
  const own = told.body.items.filter((item: { conversationId: string }) => item.conversationId === id);
  expect(own).toMatchObject([{ kind: 'new', details: { category: 'other' } }]);
  const staff = await system.staff('support-1');
  expect(await staff.post(path(id, '/accept'))).toMatchObject({ status: 200, body: { stage: 'assigned' } });
  const closing = { disposition: 'other', otherText: 'без категории' };
  expect(await staff.post(path(id, '/close'), closing)).toMatchObject({ status: 200, body: { stage: 'closed' } });
}

test('CDEK-06 with the third answer the request waits as `other`', async () => {
  const customer = await system.customer();
  const { conversationId: id } = customer;
  for (const text of ['7707083893', 'у меня вопрос']) await write(customer, { text });
  expect(await isListed('director', id)).toBe(false);
  expect(await write(customer, { text: 'человека!' })).toMatchObject({ status: 201, body: { text: 'человека!' } });
  expect((await said(customer)).slice(-3)).toEqual([texts['category-prompt'], 'человека!', texts.acknowledgement]);
  expect(await assumption(id)).toMatchObject({
    ...{ by: 'careline', rule: 'CDEK-06', details: { category: 'other', because: 'answers' } },
  });
  await isWorkedOn(id, system.now());
});

test('CDEK-06 ten minutes after the first message it waits as `other`, whatever else was written', async () => {
  const customer = await system.customer();
  const { conversationId: id } = customer;
  await system.advance(later(system.now(), 'PT5M'));
  await write(customer, { text: 'ДГ-7' });
  const since = later(system.now(), 'PT10M');
  await system.advance(later(since, '-PT1S'));
  await write(customer, { text: 'есть кто?' });
  expect((await customer.get(path(id))).body).toMatchObject({
    ...{ stage: 'intake', nextAction: { at: since, what: 'category-fallback', rule: 'CDEK-06' } },
  });
  const { body: course } = await customer.get(path(id, '/timeline'));
  expect(course.next.map(({ what }: { what: string }) => what)).toEqual([
    ...['category-fallback', 'no-answer-text', 'announcement-at-opening'],
  ]);
  expect((await read('support-1', path(id))).status).toBe(404);
  await system.advance(since);
  expect((await said(customer)).at(-1)).toBe(texts.acknowledgement);
  expect(await assumption(id)).toMatchObject({ at: since, by: 'careline', details: { because: 'time' } });
  const late = await write(customer, { choice: 'order' });
  expect(late).toMatchObject({ status: 409, body: { code: 'choice-not-offered' } });
  await isWorkedOn(id, since);
});

test('CDEK-06 a conversation that continues another falls back too, from the message that opened it', async () => {
  const customer = await system.waitingCustomer('account');
  const staff = await system.staff('support-1');
  await staff.post(path(customer.conversationId, '/accept'));
  await staff.post(path(customer.conversationId, '/close'), { disposition: 'waybill' });
  const { opened: id } = (await write(customer, { text: 'и ещё вопрос' })).body;
  const since = later(system.now(), 'PT10M');
  expect((await customer.get(path(id))).body.nextAction).toMatchObject({ at: since, what: 'category-fallback' });
  await system.advance(since);
  await isWorkedOn(id, since);
});

test('CDEK-06 CDEK-23 without a message it ends after 24 hours, is kept as abandoned, and is in no list', async () => {
  const customer = await system.customer();
  const { conversationId: id } = customer;
  const end = later(system.now(), 'PT24H');
  await system.advance(later(end, '-PT1S'));
  expect((await customer.get(path(id))).body).toMatchObject({
    ...{ stage: 'intake', nextAction: { at: end, what: 'intake-end', rule: null } },
  });
  await system.advance(end);
  expect((await customer.get(path(id))).body).toMatchObject({
    ...{ stage: 'closed', abandoned: true, closedAt: end, category: null, queue: null, disposition: null },
    ...{ ratingOpenUntil: null, nextAction: null },
  });
  expect(await said(customer)).toEqual([texts.banner, texts.greeting]);
  // People who see the whole program find it when they ask for it; others do not.
  expect([await isListed('director', id), await isListed('director', id, 'stage=closed&limit=200')]).toEqual([
    false,
    false,
  ]);
  expect(await isListed('director', id, 'abandoned=true')).toBe(true);
  for (const login of ['klo-senior', 'support-1']) {
    expect([(await read(login, path(id))).status, await isListed(login, id, 'abandoned=true')]).toEqual([404, false]);
  }
  const director = await system.staff('director');
  expect(await director.post(path(id, '/accept'))).toMatchObject({
    status: 409,
    body: { code: 'conversation-closed' },
  });
  const rated = await customer.post(path(id, '/rating'), { score: 5 });
  expect(rated).toMatchObject({ status: 409, body: { code: 'not-closed' } });
});

test('CDEK-24 what is written to an abandoned intake is the answer to its question, in a conversation of its own', async () => {
  const customer = await system.customer();
  const { conversationId: id } = customer;
  await system.advance(later(system.now(), 'PT24H'));
  const written = await write(customer, { text: '7707083893', clientMessageId: 'late' });
  const { opened } = written.body;
  expect(written).toMatchObject({ status: 201, body: { conversationId: opened, rated: null } });
  expect((await customer.get(path(opened))).body).toMatchObject({
    ...{ stage: 'intake', previousId: id, inn: '7707083893', abandoned: false },
    nextAction: { at: later(system.now(), 'PT10M'), what: 'category-fallback' },
  });
  // Sent again, even to the old page, it gets the same answer.
  const again = await write(customer, { text: '7707083893', clientMessageId: 'late' });
  expect(again).toMatchObject({ status: 200, body: { id: written.body.id, opened } });
  expect((await write(customer, { choice: 'order' })).body).toMatchObject({ conversationId: opened });
  expect((await customer.get(path(opened))).body).toMatchObject({ stage: 'waiting', category: 'order', queue: 'klo' });
});

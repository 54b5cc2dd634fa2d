// The director's absence starts and ends by Moscow dates, without a command.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { texts } from '../harness/programs.ts';

let system: Careline;
const absencePath = '/v1/programs/cdek/queues/settlements/absence';
const absence = {
  from: '2031-07-07',
  until: '2031-07-13',
  substituteName: 'Юлией',
  substitutePhone: '+7 495 000-00-00',
};
const reply =
  'нахожусь в отпуске с 07.07.2031 по 13.07.2031, по вопросам взаиморасчетов свяжитесь, пожалуйста, с Юлией по тел. +7 495 000-00-00';

beforeAll(async () => {
  system = await startCareline('2031-07-06T20:00:00.000Z');
});

afterAll(() => system.stop());

async function said(customer: Customer): Promise<string[]> {
  const { body } = await customer.get(`/v1/conversations/${customer.conversationId}/messages`);
  return body.items.map((message: { text: string }) => message.text).slice(5);
}

test('CDEK-19 only the director may set it', async () => {
  const director = await system.staff('director');
  for (const login of ['klo-1', 'klo-senior', 'support-1', 'admin']) {
    expect((await (await system.staff(login)).put(absencePath, absence)).status).toBe(403);
  }
  expect((await system.anonymous.put(absencePath, absence)).status).toBe(401);
  expect((await director.put(absencePath, { ...absence, until: '2031-07-06' })).status).toBe(422);
  expect((await director.put(absencePath, { ...absence, from: '2031-02-30' })).status).toBe(400);
  expect((await director.put(absencePath, absence)).status).toBe(200);
  expect((await director.get(absencePath)).body).toMatchObject(absence);
});

test('CDEK-19 the evening before nothing is said, from Moscow midnight the reply follows', async () => {
  expect(await said(await system.waitingCustomer('settlements'))).toEqual([texts.acknowledgement]);
  await system.advance('2031-07-06T21:00:00.000Z');
  const customer = await system.waitingCustomer('settlements');
  expect(await said(customer)).toEqual([texts.acknowledgement, reply]);
  expect(await said(await system.waitingCustomer('order'))).toEqual([texts.acknowledgement]);
});

test('CDEK-19 the ladder runs on, and a transfer into settlements is answered too', async () => {
  const customer = await system.waitingCustomer('settlements');
  await system.advance('2031-07-07T07:30:00.000Z');
  expect((await said(customer)).at(-1)).toBe(texts['no-answer-out-of-hours']);
  const moved = await system.waitingCustomer('order');
  await (
    await system.staff('klo-1')
  ).post(`/v1/conversations/${moved.conversationId}/transfer`, { category: 'settlements' });
  expect((await said(moved)).at(-1)).toBe(reply);
});

test('CDEK-19 after its last day it is over; deleted it is gone', async () => {
  await system.advance('2031-07-13T20:59:59.000Z');
  expect(await said(await system.waitingCustomer('settlements'))).toContain(reply);
  await system.advance('2031-07-13T21:00:00.000Z');
  expect(await said(await system.waitingCustomer('settlements'))).toEqual([texts.acknowledgement]);
  const director = await system.staff('director');
  expect((await director.delete(absencePath)).status).toBe(204);
  expect((await director.delete(absencePath)).status).toBe(204);
});

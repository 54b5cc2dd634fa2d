// A staff action whose answer was lost is repeated with its key and gets the same outcome, whatever has changed since.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { type Careline, startCareline } from '../harness/careline.ts';

let system: Careline;

beforeAll(async () => {
  system = await startCareline('2031-05-05T07:00:00.000Z');
});

afterAll(() => system.stop());

// The state after a killed API: the case has moved, but no answer was recorded.
async function loseAnswers(): Promise<void> {
  await rows(system.database.orm.em.fork(), sql`delete from idempotency_keys`);
}

test.each([
  ['close', { disposition: 'waybill' }, { stage: 'closed' }],
  ['release', {}, { stage: 'waiting', assignee: null }],
  ['transfer', { category: 'account' }, { stage: 'waiting', queue: 'support' }],
])('a repeated %s answers 200, a new one is refused', async (verb, body, after) => {
  const customer = await system.waitingCustomer('order');
  const agent = await system.staff('klo-1');
  const path = `/v1/conversations/${customer.conversationId}`;
  await agent.post(`${path}/accept`);
  const key = { 'idempotency-key': `${verb}-${customer.conversationId}` };
  expect(await agent.post(`${path}/${verb}`, body, key)).toMatchObject({ status: 200, body: after });
  await loseAnswers();
  expect(await agent.post(`${path}/${verb}`, body, key)).toMatchObject({ status: 200, body: after });
  expect((await agent.post(`${path}/${verb}`, body)).status).toBeGreaterThanOrEqual(400);
  const other = await system.staff('klo-2');
  expect((await other.post(`${path}/${verb}`, body, key)).status).toBeGreaterThanOrEqual(400);
});

test('one move, however often it is asked for', async () => {
  const customer = await system.waitingCustomer('order');
  const agent = await system.staff('klo-1');
  const path = `/v1/conversations/${customer.conversationId}`;
  await agent.post(`${path}/accept`);
  for (let again = 0; again < 3; again += 1) {
    await agent.post(`${path}/transfer`, { category: 'account' }, { 'idempotency-key': 'once' });
    await loseAnswers();
  }
  const { body } = await (await system.staff('director')).get(`${path}/timeline`);
  expect(body.past.filter(({ what }: { what: string }) => what === 'transferred')).toHaveLength(1);
});

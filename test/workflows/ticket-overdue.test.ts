// The automatic steps of a ticket without a process, in its durable workflow with skipped time.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readTimeline } from '../../db/read/timeline.ts';
import { rows, sql } from '../../db/sql.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';

let careline: Careline;
let success: Caller;

beforeAll(async () => {
  careline = await startCareline('2031-03-03T07:00:00.000Z');
  success = await careline.staff('cs-1');
});

afterAll(() => careline.stop());

async function aFollowUp(): Promise<{ id: string; dueAt: Instant }> {
  const customer = { name: 'Mona', phone: '+201001234567' };
  const { body } = await success.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  return body;
}

async function escalations(id: string): Promise<Instant[]> {
  const past = await readTimeline(careline.database.orm.em.fork(), id);
  return past.filter(({ what }) => what === 'ticket-overdue').map(({ at }) => at);
}

async function told(id: string): Promise<string[]> {
  const found = await rows<{ login: string }>(
    careline.database.orm.em.fork(),
    sql`select login from notifications where case_id = ${id}::uuid and kind = 'ticket-overdue' order by login`,
  );
  return found.map(({ login }) => login);
}

const handleOf = (id: string) => careline.time.env.client.workflow.getHandle(`ticket/filkhedma/${id}`);

test('FK-23 a call that is not recorded goes to the team lead when it is due, once for each due time', async () => {
  const { id, dueAt } = await aFollowUp();
  await careline.advance('2031-03-03T18:59:59.000Z');
  expect((await success.get(`/v1/tickets/${id}`)).body).toMatchObject({ overdue: false, escalated: false });
  await careline.advance('2031-03-04T20:00:00.000Z');
  expect(await escalations(id)).toEqual([dueAt]);
  expect(await told(id)).toEqual(['cs-1', 'cs-lead']);
  expect((await success.get(`/v1/tickets/${id}`)).body).toMatchObject({
    ...{ overdue: true, escalated: true, assignee: 'cs-1', status: 'open' },
    nextAction: null,
    todo: [{ what: 'call-customer', by: ['customer-success-lead'], overdue: true }],
  });
  // A new due time is a new promise.
  const until = '2031-03-06T10:00:00.000Z';
  expect((await success.post(`/v1/tickets/${id}/wait`, { until })).body).toMatchObject({ overdue: false });
  expect(await told(id)).toEqual([]);
  await careline.advance('2031-03-07T10:00:00.000Z');
  expect(await escalations(id)).toEqual([dueAt, until]);
  expect(await told(id)).toEqual(['cs-1', 'cs-lead']);
  await success.post(`/v1/tickets/${id}/close`, { result: 'other' });
  expect(await told(id)).toEqual([]);
});

test('FK-23 what is closed in time never goes to the lead, and its workflow ends', async () => {
  const { id } = await aFollowUp();
  await success.post(`/v1/tickets/${id}/close`, { result: 'other' });
  await handleOf(id).result();
  await careline.advance('2031-03-09T10:00:00.000Z');
  expect(await escalations(id)).toEqual([]);
});

test('FK-04 the Temporal UI says in words what a ticket waits for, and finds it by its attributes', async () => {
  const { id } = await aFollowUp();
  await success.post(`/v1/tickets/${id}/calls`, { outcome: 'answered' });
  const { searchAttributes } = await handleOf(id).describe();
  expect(searchAttributes).toMatchObject({
    ...{ CarelineProgram: ['filkhedma'], CarelineKind: ['ticket'], CarelineStage: ['resolved'] },
    ...{ CarelineQueue: ['customer-success'], CarelineOverdue: [false] },
  });
  expect(await handleOf(id).query('timetable')).toMatchObject({
    stage: 'resolved',
    todo: [{ what: 'enter-result', rule: 'FK-22' }],
    next: [{ what: 'ticket-overdue', rule: 'FK-23' }],
  });
});

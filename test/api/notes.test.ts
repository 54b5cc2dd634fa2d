// A note beside a move is kept when the move is made, dropped when it is refused, and stored once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseGateway, UpdateOutcome } from '../../api/cases/gateway.ts';
import { rows, sql } from '../../db/sql.ts';
import { noCases, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
const outcomes: UpdateOutcome[] = [];
const cases: CaseGateway = { ...noCases, update: async () => outcomes.shift() ?? { kind: 'done' } };
beforeAll(async () => {
  api = await startApi({ cases });
});
afterAll(() => api.close());

async function anAssigned() {
  const { id } = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
  const klo = await api.as('klo-1');
  const send = (verb: string, payload: object, key = randomUUID()) =>
    klo({ method: 'POST', url: `/v1/conversations/${id}/${verb}`, payload, headers: { 'idempotency-key': key } });
  const notes = async () => {
    const found = await rows<{ text: string }>(
      api.database.orm.em.fork(),
      sql`select text from case_notes where case_id = ${id}::uuid`,
    );
    return found.map(({ text }) => text);
  };
  return { send, notes };
}

const transfer = { category: 'account', reason: 'ask the others' };
const close = { disposition: 'other', otherText: 'in my own words' };

test.each([
  ['transfer', transfer],
  ['close', close],
])('a refused %s leaves no note, whether the record refuses or the case', async (verb, payload) => {
  const { send, notes } = await anAssigned();
  outcomes.push({ kind: 'refused', refusal: { code: 'not-assignee', message: 'no', details: { assignee: null } } });
  expect((await send(verb, payload)).statusCode).toBe(403);
  expect(await notes()).toEqual([]);
  const wrong = verb === 'close' ? { ...close, disposition: 'banana' } : { ...transfer, category: 'banana' };
  expect((await send(verb, wrong)).statusCode).toBe(422);
  expect(await notes()).toEqual([]);
});

test('a move whose outcome is not known keeps its note, and the same request again writes no second one', async () => {
  const { send, notes } = await anAssigned();
  const key = randomUUID();
  outcomes.push({ kind: 'unknown' }, { kind: 'done' });
  expect((await send('transfer', transfer, key)).statusCode).toBe(503);
  expect(await notes()).toEqual([transfer.reason]);
  expect((await send('transfer', transfer, key)).statusCode).toBe(200);
  expect(await notes()).toEqual([transfer.reason]);
});

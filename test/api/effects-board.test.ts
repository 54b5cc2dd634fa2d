// Money is never given up: finance settles it at the refund, and the ledger records the same.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { openQuestions } from '../../db/write/effect-questions.ts';
import { settleRefundEffects } from '../../db/write/effects-by-hand.ts';
import { noCases, START, startApi, type TestApi } from '../harness/api.ts';
import { answerQuestions } from '../../activities/effects/inquiry.ts';
import { sandboxAdapters } from '../../activities/effects/adapters.ts';
import type { EffectKind } from '../../domain/effect.ts';
import { refundSettlement } from '../../workflows/service-package/contract.ts';
import { putCase } from '../harness/case-facts.ts';
import { anEffect } from '../harness/effects.ts';
import { filkhedma } from '../harness/programs.ts';
import { ledgerRows } from '../harness/ledger-rows.ts';
import { until } from '../harness/until.ts';

let api: TestApi;
const delivered: string[] = [];
const cases = { ...noCases, deliver: async (workflowId: string) => void delivered.push(workflowId) };
beforeAll(async () => void (api = await startApi({ cases })));
beforeEach(() => rows(em(), sql`truncate outbound_effects, effect_questions, audit_entries, live_events, outbox`));
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
const effects = ledgerRows(() => {
  const ledger = effectLedger(api.database.orm);
  return {
    ...ledger,
    async plan(effect, at) {
      await putCase(em(), effect, filkhedma.servicePackage);
      return ledger.plan(effect, at);
    },
  };
});
const giveUp = async (login: string, id: string, reason = 'the customer was called') =>
  (await api.as(login))({ method: 'POST', url: `/v1/effects/${id}/give-up`, payload: { reason } });
const statusOf = (id: string) => row(em(), sql`select status, code from outbound_effects where id = ${id}::uuid`);

test('the board lists what is in doubt, to those of its program alone', async () => {
  const { id } = await effects.inDoubt();
  await effects.done();
  const board = async (login: string) =>
    (await (await api.as(login))({ url: '/v1/effects?status=unknown' })).json<{ items: { id: string }[] }>().items;
  expect((await board('finance-1')).map((effect) => effect.id)).toEqual([id]);
  expect(await board('klo-1')).toEqual([]);
});

test('who writes to customers gives one up: it is refused, audited with the reason, and the console hears of it', async () => {
  const { id, caseId } = await effects.inDoubt();
  for (let time = 0; time < 2; time += 1) {
    const answer = await giveUp('cs-1', id);
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { id, status: 'refused' }]);
  }
  expect(await statusOf(id)).toEqual({ status: 'refused', code: 'given-up' });
  expect(
    await rows(em(), sql`select actor, action, case_id, reason from audit_entries where action like 'effect.%'`),
  ).toEqual([{ actor: 'cs-1', action: 'effect.give-up', case_id: caseId, reason: 'the customer was called' }]);
  const told = await rows(
    em(),
    sql`select case_id from live_events where kind = 'service-package' order by id desc limit 1`,
  );
  expect(told).toEqual([{ case_id: caseId }]);
});

test('other roles may not, other effects cannot be given up, and a reason is needed', async () => {
  const { id } = await effects.inDoubt();
  expect((await giveUp('finance-1', id)).json()).toMatchObject({ status: 403, code: 'not-allowed' });
  expect((await giveUp('klo-1', id)).statusCode).toBe(404);
  expect((await giveUp('cs-1', id, ' ')).statusCode).toBe(400);
  const done = await effects.done();
  expect((await giveUp('cs-1', done.id)).json()).toMatchObject({ status: 409, code: 'effect-not-unknown' });
  expect(await statusOf(id)).toMatchObject({ status: 'unknown' });
});

test('money is never given up: finance says what became of it at its refund, and the ledger says the same', async () => {
  const refund = (intent: string) => effects.inDoubt({ kind: 'refund/card', ifUnknown: 'stay', intent, caseId });
  const { caseId } = anEffect();
  const [paid, refused, open] = [await refund('refund/r1/1'), await refund('refund/r2/2'), await refund('refund/r3/1')];
  expect((await giveUp('cs-1', paid.id)).json()).toMatchObject({ status: 403, code: 'not-allowed' });
  const said = [
    { id: 'r1', attempt: 1, status: 'paid' },
    { id: 'r2', attempt: 2, status: 'refused' },
    { id: 'r3', attempt: 1, status: 'unknown' },
  ];
  for (let time = 0; time < 2; time += 1) await settleRefundEffects(em(), caseId, said, START);
  expect([await statusOf(paid.id), await statusOf(refused.id), await statusOf(open.id)]).toEqual([
    { status: 'done', code: null },
    { status: 'refused', code: 'by-hand' },
    { status: 'unknown', code: 'timeout' },
  ]);
});

/** Asks as a person while the worker answers. The sandbox knows every effect that it has a row for. */
async function retry(login: string, id: string) {
  const call = await api.as(login);
  let isAnswered = false;
  const asked = call({ method: 'POST', url: `/v1/effects/${id}/retry` }).finally(() => (isAnswered = true));
  const parts = {
    orm: api.database.orm,
    clock: api.clock,
    adapters: sandboxAdapters(),
    settlements: { 'service-package': refundSettlement },
  };
  await until(async () => (await answerQuestions(parts)) > 0 || isAnswered);
  return asked;
}

test('asked again, the provider knows it: done, and nothing was sent', async () => {
  const { id } = await effects.inDoubt();
  const answer = await retry('cs-1', id);
  expect([answer.statusCode, answer.json()]).toMatchObject([
    200,
    { answer: 'accepted', effect: { status: 'done', attempts: 1 } },
  ]);
  expect((await retry('cs-1', id)).json()).toMatchObject({ status: 409, code: 'effect-not-unknown' });
});

test('a refund: only finance has it asked, and its package hears of it in their name; the ledger waits for that', async () => {
  const details = { refundId: 'r1', method: 'card' };
  const { id, caseId } = await effects.inDoubt({
    kind: 'refund/card',
    ifUnknown: 'stay',
    intent: 'refund/r1/1',
    details,
  });
  expect((await retry('cs-1', id)).json()).toMatchObject({ status: 403, code: 'not-allowed' });
  expect((await retry('finance-1', id)).json()).toMatchObject({ answer: 'accepted', effect: { status: 'unknown' } });
  const command = {
    kind: 'settle-refund',
    refundId: 'r1',
    status: 'paid',
    by: { login: 'finance-1', roles: ['finance'] },
  };
  expect(await rows(em(), sql`select kind, workflow_id, payload from outbox`)).toMatchObject([
    {
      kind: 'update',
      workflow_id: `service-package/filkhedma/${caseId}`,
      payload: { name: 'settleRefund', input: { command } },
    },
  ]);
  expect(delivered).toEqual([`service-package/filkhedma/${caseId}`]);
  expect(await openQuestions(em(), 10)).toEqual([]);
});

test('a way out that is gone cannot be asked: it stays in doubt', async () => {
  const { id } = await effects.inDoubt({ kind: 'payment/request/wallet' as EffectKind });
  expect((await retry('cs-1', id)).json()).toMatchObject({ answer: 'not-asked', effect: { status: 'unknown' } });
});

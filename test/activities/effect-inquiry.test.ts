import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Verdict } from '../../activities/effect-adapter.ts';
import { answerQuestions } from '../../activities/effect-inquiry.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger, readEffect } from '../../db/write/effect-ledger.ts';
import { answerOf, openQuestions, putQuestion } from '../../db/write/effect-questions.ts';
import { giveUpEffect } from '../../db/write/effects-by-hand.ts';
import type { LedgerEffect } from '../../db/write/ledger-effect.ts';
import { refundSettlement } from '../../workflows/service-package/contract.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { movedClock } from '../harness/effects.ts';
import { AT, LATER, ledgerRows } from '../harness/ledger-rows.ts';
import { type WaysOut, waysOut } from '../harness/ways-out.ts';

const clock = movedClock(LATER);
const by = { login: 'finance-1', roles: ['finance'] };
let database: TestDatabase;
let ways: WaysOut;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(async () => {
  ways = waysOut();
  await rows(em(), sql`truncate outbound_effects, effect_questions, live_events, outbox`);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const effects = ledgerRows(() => effectLedger(database.orm));

function answer(verdict: Verdict | (() => never)): Promise<number> {
  ways.verdict = verdict;
  return answerQuestions({ orm: database.orm, clock, adapters: ways.adapters, settlementOf: refundSettlement });
}
const ask = ({ id }: Pick<LedgerEffect, 'id'>) => putQuestion(em(), { effectId: id, by }, AT);
const accepted: Verdict = { kind: 'accepted', providerRef: 'SM7' };
const standing = async ({ id }: LedgerEffect) => {
  const found = await readEffect(em(), id);
  return { status: found?.status, ref: found?.providerRef, code: found?.code, at: found?.settledAt };
};
const told = () => rows(em(), sql`select kind, case_id from live_events`);

test.each([
  ['an SMS', { channel: 'sms' }, 'sms'],
  ['a ticket', { channel: 'helpdesk' }, 'helpdesk'],
  ['a link', { channel: 'payment', details: { method: 'card' } }, 'open card'],
  ['a code', { channel: 'payment', details: { method: 'fawry', expires: false } }, 'open fawry'],
  ['the end of a code', { channel: 'payment', details: { method: 'fawry', expires: true } }, 'end fawry'],
  ['a refund', { channel: 'refund', ifUnknown: 'stay', details: { method: 'card', refundId: 'r1' } }, 'refund card'],
  ['the end of a collection', { channel: 'payment', details: { method: 'cash', expires: true } }, null],
  ['cash that goes back', { channel: 'refund', ifUnknown: 'stay', details: { method: 'cash' } }, null],
  ['a method that is gone', { channel: 'payment', details: { method: 'wallet' } }, null],
  [
    'the end of one by a method that is gone',
    { channel: 'payment', details: { method: 'wallet', expires: true } },
    null,
  ],
  ['a refund by a method that is gone', { channel: 'refund', ifUnknown: 'stay', details: { method: 'wallet' } }, null],
  ['a payment without details', { channel: 'payment' }, null],
  ['a way out that is no more', { channel: 'mail', details: { method: 'card' } }, null],
] as const)('%s is asked about where it has left', async (_, wanted, way) => {
  const effect = await effects.inDoubt(wanted);
  const question = await ask(effect);
  expect(await answer({ kind: 'undecided' })).toBe(1);
  expect(ways.asked).toEqual(way === null ? [] : [way]);
  expect(await answerOf(em(), question)).toBe(way === null ? 'not-asked' : 'undecided');
  expect(await standing(effect)).toMatchObject({ status: 'unknown' });
});

test('accepted: done under its reference, once, and whoever looks at the case sees it', async () => {
  const effect = await effects.inDoubt();
  const question = await ask(effect);
  await rows(em(), sql`truncate live_events`);
  expect(await answer(accepted)).toBe(1);
  expect(await answerOf(em(), question)).toBe('accepted');
  expect(await standing(effect)).toEqual({ status: 'done', ref: 'SM7', code: null, at: LATER });
  expect(await told()).toEqual([{ kind: 'service-package', case_id: effect.caseId }]);
  expect([await answer(accepted), ways.asked]).toEqual([0, ['sms']]);
});

test('refused: refused with the provider’s code', async () => {
  const effect = await effects.inDoubt();
  const question = await ask(effect);
  await answer({ kind: 'refused', code: 'twilio-21610' });
  expect(await answerOf(em(), question)).toBe('refused');
  expect(await standing(effect)).toEqual({ status: 'refused', ref: null, code: 'twilio-21610', at: LATER });
});

test.each(['absent', 'undecided'] as const)('%s: it stays in doubt, and nobody is told', async (kind) => {
  const effect = await effects.inDoubt();
  const question = await ask(effect);
  const before = await standing(effect);
  await rows(em(), sql`truncate live_events`);
  await answer({ kind });
  expect([await answerOf(em(), question), await standing(effect), await told()]).toEqual([kind, before, []]);
});

test('a provider that cannot be asked has not answered', async () => {
  const question = await ask(await effects.inDoubt());
  await answer(() => {
    throw new Error('away');
  });
  expect(await answerOf(em(), question)).toBe('not-asked');
  expect(ways.left).toEqual([]);
});

test('what is no longer in doubt, and what is not there, is not asked about', async () => {
  const given = await effects.inDoubt();
  const questions = [await ask(await effects.done()), await ask(given)];
  await giveUpEffect(em(), given.id, AT);
  expect(await answer(accepted)).toBe(2);
  expect(ways.asked).toEqual([]);
  for (const question of questions) expect(await answerOf(em(), question)).toBe('not-asked');
  expect(await standing(given)).toMatchObject({ status: 'refused', code: 'given-up' });
});

test.each([
  [accepted, 'paid'],
  [{ kind: 'refused', code: 'paymob-declined' } as const, 'refused'],
])(
  'what is said of a refund goes to its package in the name of who asked, and not into the ledger: %o',
  async (said, status) => {
    const details = { refundId: 'r1', method: 'card' };
    const refund = await effects.inDoubt({ channel: 'refund', ifUnknown: 'stay', intent: 'refund/r1/1', details });
    const question = await ask(refund);
    const before = await standing(refund);
    await answer(said);
    expect([await answerOf(em(), question), await standing(refund)]).toEqual([said.kind, before]);
    const command = { kind: 'settle-refund', refundId: 'r1', status, by };
    expect(await rows(em(), sql`select workflow_id, payload from outbox`)).toMatchObject([
      {
        workflow_id: `service-package/filkhedma/${refund.caseId}`,
        payload: { name: 'settleRefund', input: { command, askedAt: LATER } },
      },
    ]);
  },
);

test('the oldest questions come first, ten at once', async () => {
  const questions: string[] = [];
  for (let count = 0; count < 12; count += 1) questions.push(await ask(await effects.inDoubt()));
  expect(await answer(accepted)).toBe(10);
  expect((await openQuestions(em(), 20)).map(({ id }) => id)).toEqual(questions.slice(10));
  expect(await answer(accepted)).toBe(2);
});

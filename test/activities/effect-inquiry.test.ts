import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Verdict } from '../../activities/effects/adapter.ts';
import { answerQuestions } from '../../activities/effects/inquiry.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger, readEffect } from '../../db/write/effect-ledger.ts';
import { answerOf, openQuestions, putQuestion } from '../../db/write/effect-questions.ts';
import { giveUpEffect } from '../../db/write/effects-by-hand.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import type { EffectKind } from '../../domain/effect.ts';
import { refundSettlement } from '../../workflows/service-package/contract.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { movedClock } from '../harness/effects.ts';
import { AT, LATER, ledgerRows } from '../harness/ledger-rows.ts';
import { type RecordingAdapters, recordingAdapters } from '../harness/recording-adapters.ts';

const clock = movedClock(LATER);
const settlements = { 'service-package': refundSettlement };
const by = { login: 'finance-1', roles: ['finance'] };
let database: TestDatabase;
let recorder: RecordingAdapters;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(async () => {
  recorder = recordingAdapters();
  await rows(em(), sql`truncate outbound_effects, effect_questions, live_events, outbox`);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const effects = ledgerRows(() => effectLedger(database.orm));

function answer(verdict: Verdict | (() => never)): Promise<number> {
  recorder.verdict = verdict;
  return answerQuestions({ orm: database.orm, clock, adapters: recorder.adapters, settlements });
}
const ask = ({ id }: Pick<LedgerEffect, 'id'>) => putQuestion(em(), { effectId: id, by }, AT);
const accepted: Verdict = { kind: 'accepted', providerRef: 'SM7' };
const standing = async ({ id }: LedgerEffect) => {
  const found = await readEffect(em(), id);
  return { status: found?.status, ref: found?.providerRef, code: found?.code, at: found?.settledAt };
};
const told = () => rows(em(), sql`select kind, case_id from live_events`);

const gone = (kind: string) => kind as EffectKind;
// No provider knows these; an adapter is never chosen by them.
const misleading = { method: 'cash', expires: true, operation: 'update', channel: 'refund' };

test.each<[EffectKind, string | null]>([
  ['sms', 'sms'],
  ['helpdesk', 'helpdesk'],
  ['mail', 'mail'],
  ['payment/request/card', 'open card'],
  ['payment/request/fawry', 'open fawry'],
  ['payment/request/cash', 'open cash'],
  ['payment/expire/card', 'end card'],
  ['payment/expire/fawry', 'end fawry'],
  ['payment/expire/cash', null],
  ['refund/card', 'refund card'],
  ['refund/fawry', 'refund fawry'],
  ['refund/cash', null],
  [gone('payment/request/wallet'), null],
  [gone('payment'), null],
  [gone('fax'), null],
  [gone('constructor'), null],
])('an effect of the kind %s is asked about through %s, whatever its details are', async (kind, adapter) => {
  for (const details of [null, misleading]) {
    recorder.asked.length = 0;
    const effect = await effects.inDoubt({ kind, ifUnknown: 'stay', details });
    const question = await ask(effect);
    expect(await answer({ kind: 'undecided' })).toBe(1);
    expect(recorder.asked).toEqual(adapter === null ? [] : [adapter]);
    expect(await answerOf(em(), question)).toBe(adapter === null ? 'not-asked' : 'undecided');
    expect(await standing(effect)).toMatchObject({ status: 'unknown' });
  }
});

test('accepted: done under its reference, once, and the case shows it at once', async () => {
  const effect = await effects.inDoubt();
  const question = await ask(effect);
  await rows(em(), sql`truncate live_events`);
  expect(await answer(accepted)).toBe(1);
  expect(await answerOf(em(), question)).toBe('accepted');
  expect(await standing(effect)).toEqual({ status: 'done', ref: 'SM7', code: null, at: LATER });
  expect(await told()).toEqual([{ kind: 'service-package', case_id: effect.caseId }]);
  expect([await answer(accepted), recorder.asked]).toEqual([0, ['sms']]);
});

test('refused: refused with the provider’s code', async () => {
  const effect = await effects.inDoubt();
  const question = await ask(effect);
  await answer({ kind: 'refused', code: 'twilio-21610' });
  expect(await answerOf(em(), question)).toBe('refused');
  expect(await standing(effect)).toEqual({ status: 'refused', ref: null, code: 'twilio-21610', at: LATER });
});

test.each(['absent', 'undecided'] as const)('%s: it stays in doubt, and no one is told', async (kind) => {
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
  expect(recorder.left).toEqual([]);
});

test('what is no longer in doubt, and what is not there, is not asked about', async () => {
  const given = await effects.inDoubt();
  const questions = [await ask(await effects.done()), await ask(given)];
  await giveUpEffect(em(), given.id, AT);
  expect(await answer(accepted)).toBe(2);
  expect(recorder.asked).toEqual([]);
  for (const question of questions) expect(await answerOf(em(), question)).toBe('not-asked');
  expect(await standing(given)).toMatchObject({ status: 'refused', code: 'given-up' });
});

test.each([
  [accepted, 'paid'],
  [{ kind: 'refused', code: 'paymob-declined' } as const, 'refused'],
])(
  'what is said of a refund goes to its package in the name of who asked, and not into the ledger: %o',
  async (said, status) => {
    const details = { refundId: 'r1' };
    const refund = await effects.inDoubt({ kind: 'refund/card', ifUnknown: 'stay', intent: 'refund/r1/1', details });
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

test('of a process that does not settle its refunds, the ledger is settled', async () => {
  const refund = await effects.inDoubt({ process: 'errand', kind: 'refund/card', ifUnknown: 'stay' });
  await ask(refund);
  await answer(accepted);
  expect(await standing(refund)).toMatchObject({ status: 'done', ref: 'SM7' });
  expect(await rows(em(), sql`select 1 from outbox`)).toEqual([]);
});

test('the oldest questions come first, ten at once', async () => {
  const questions: string[] = [];
  for (let count = 0; count < 12; count += 1) questions.push(await ask(await effects.inDoubt()));
  expect(await answer(accepted)).toBe(10);
  expect((await openQuestions(em(), 20)).map(({ id }) => id)).toEqual(questions.slice(10));
  expect(await answer(accepted)).toBe(2);
});

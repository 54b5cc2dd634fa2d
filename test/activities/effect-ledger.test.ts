import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Em } from '../../db/orm.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { rows, sql } from '../../db/sql.ts';
import { recordDelivery } from '../../db/write/effect-delivery.ts';
import {
  type EffectLedger,
  effectLedger,
  planEffect,
  readEffect,
  withdrawEffect,
} from '../../db/write/effect-ledger.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect } from '../harness/effects.ts';
import { AT, LATER, ledgerRows } from '../harness/ledger-rows.ts';

let database: TestDatabase;
let ledger: EffectLedger;
let em: Em;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = effectLedger(database.orm);
  em = database.orm.em.fork();
});
afterAll(() => database.drop());

const { planned, begun, inDoubt, done, refused } = ledgerRows(() => ledger);

describe('moves', () => {
  test('one intent is one row: what was planned first is what is sent', async () => {
    const effect = anEffect();
    const first = await ledger.plan({ ...effect, ifUnknown: 'stay' }, AT);
    expect(await ledger.plan({ ...effect, text: 'changed since', ifUnknown: 'stay' }, LATER)).toEqual(first);
    expect(first.key).toBe(`service-package/filkhedma/${effect.caseId}/SMS3/day-1`);
    await expect(ledger.plan({ ...effect, kind: 'helpdesk', ifUnknown: 'stay' }, AT)).rejects.toThrow('another kind');
  });

  test('a plan goes with the transaction of its cause', async () => {
    const effect = anEffect();
    const undone = database.orm.em.fork().transactional(async (cause) => {
      await planEffect(cause, { ...effect, ifUnknown: 'stay' }, AT);
      throw new Error('the cause did not happen');
    });
    await expect(undone).rejects.toThrow();
    expect(await rows(em, sql`select 1 from outbound_effects where case_id = ${effect.caseId}::uuid`)).toEqual([]);
  });

  test('of ten that begin at once one gets it', async () => {
    const effect = await planned();
    const got = await Promise.all(Array.from({ length: 10 }, () => ledger.begin(effect, null, AT)));
    expect(got.filter((each) => each !== null)).toMatchObject([{ status: 'sending', attempts: 1, sentAt: AT }]);
  });

  test('of ten that repeat at once one gets it', async () => {
    const effect = await inDoubt({ ifUnknown: 'same-reference' });
    const got = await Promise.all(Array.from({ length: 10 }, () => ledger.repeat(effect, LATER)));
    expect(got.filter((each) => each !== null)).toMatchObject([
      { status: 'sending', attempts: 2, resends: 1, sentAt: LATER },
    ]);
  });

  test('what never left is begun again without counting as a repetition', async () => {
    const released = await ledger.release(await begun(), 'http-429');
    expect(released).toMatchObject({ status: 'sending', sentAt: null, attempts: 1, code: 'http-429' });
    expect(await ledger.begin(released as LedgerEffect, null, LATER)).toMatchObject({
      attempts: 2,
      resends: 0,
      sentAt: LATER,
    });
  });

  test('a late acceptance holds, a late refusal or doubt of an older attempt does not', async () => {
    const first = await inDoubt({ ifUnknown: 'same-reference' });
    const second = await ledger.repeat(first, LATER);
    expect(await ledger.settle(first, { status: 'refused', code: 'x' }, LATER)).toEqual(second);
    expect(await ledger.settle(first, { status: 'unknown', code: 'x' }, LATER)).toEqual(second);
    expect(await ledger.settle(first, { status: 'done', providerRef: 'SM1' }, LATER)).toMatchObject({ status: 'done' });
  });

  test('what is settled stays as it is', async () => {
    for (const effect of [await done(), await refused()]) {
      expect(await ledger.settle(effect, { status: 'unknown', code: 'x' }, LATER)).toEqual(effect);
      expect(await ledger.settle(effect, { status: 'done', providerRef: 'SM2' }, LATER)).toEqual(effect);
      expect([
        await ledger.begin(effect, null, LATER),
        await ledger.repeat(effect, LATER),
        await ledger.release(effect, 'x'),
      ]).toEqual([null, null, null]);
    }
  });

  test('money in doubt is neither repeated nor released', async () => {
    const effect = await inDoubt({ ifUnknown: 'stay', kind: 'refund/card' });
    expect([
      await ledger.repeat(effect, LATER),
      await ledger.release(effect, 'absent'),
      await ledger.begin(effect, null, LATER),
    ]).toEqual([null, null, null]);
  });
});

describe('taking back', () => {
  const withdraw = (effect: LedgerEffect) => withdrawEffect(em, effect, 'not-wanted', LATER);
  const released = async () => (await ledger.release(await begun(), 'http-429')) as LedgerEffect;
  const neverPlanned = async () => ({ ...(await planned()), intent: 'another' });

  test.each<[string, () => Promise<LedgerEffect>]>([
    ['planned', planned],
    ['released after a certain failure', released],
  ])('an effect that is %s is refused from then on, for our reason', async (_, make) => {
    const effect = await make();
    expect(await withdraw(effect)).toBe(true);
    const after = { status: 'refused', code: 'not-wanted', settledAt: LATER };
    expect(await readEffect(em, effect.id)).toEqual({ ...effect, ...after });
    expect(await ledger.begin(effect, null, LATER)).toBeNull();
  });

  test.each<[string, () => Promise<LedgerEffect>]>([
    ['under way', begun],
    ['in doubt', inDoubt],
    ['done', done],
  ])('an effect that is %s stays as it is', async (_, make) => {
    const effect = await make();
    expect(await withdraw(effect)).toBe(false);
    expect(await readEffect(em, effect.id)).toEqual(effect);
  });

  test('a refused effect keeps its reason, and no other effect is taken back with it', async () => {
    const [effect, other] = [await refused(), await planned()];
    expect(await withdraw(effect)).toBe(true);
    expect(await withdraw(await neverPlanned())).toBe(true);
    expect([await readEffect(em, effect.id), await readEffect(em, other.id)]).toEqual([effect, other]);
  });
});

describe('deliveries', () => {
  const report = (effect: LedgerEffect, delivery: 'delivered' | 'failed' | null) =>
    recordDelivery(em, { effectId: effect.id, providerRef: 'SM9', delivery }, LATER);

  test('a report proves acceptance of what is sending or unknown', async () => {
    for (const effect of [await begun(), await inDoubt()]) {
      expect(await report(effect, null)).toBe(true);
      expect(await readEffect(em, effect.id)).toMatchObject({
        status: 'done',
        providerRef: 'SM9',
        delivery: null,
        settledAt: LATER,
      });
    }
  });

  test('delivered is final, failed may still be delivered, repeated and unknown ones change nothing', async () => {
    const effect = await done();
    const said = [];
    for (const delivery of ['failed', 'failed', 'delivered', 'failed', 'delivered', null] as const)
      said.push(await report(effect, delivery));
    expect(said).toEqual([true, false, true, false, false, false]);
    expect(await readEffect(em, effect.id)).toMatchObject({
      status: 'done',
      providerRef: 'SM1',
      delivery: 'delivered',
    });
    expect(await report(await planned(), 'delivered')).toBe(false);
    expect(await report(await refused(), 'delivered')).toBe(false);
  });
});

test('the board shows what is unknown in the given programs and channels, longest in doubt first', async () => {
  const program = 'board';
  const young = await inDoubt({ ifUnknown: 'stay', program, intent: 'young', at: LATER });
  const other = await inDoubt({ ifUnknown: 'stay', program, kind: 'refund/card' });
  await begun({ ifUnknown: 'stay', program, intent: 'in flight' });
  await inDoubt({ ifUnknown: 'stay', program: 'elsewhere' });
  const ids = async (channels?: ['refund']) =>
    (await unknownEffects(em, { programs: [program], limit: 10, ...(channels && { channels }) })).map(({ id }) => id);
  expect(await ids()).toEqual([other.id, young.id]);
  expect(await ids(['refund'])).toEqual([other.id]);
});

// Every adapter keeps this contract: one accepted effect, or one that is shown as unknown. For a new adapter, run it
// with the real client on a loopback server of the vendor.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, movedClock, performWithRetries } from '../harness/effects.ts';
import { type Fault, faults, lateFaults } from '../harness/loopback-provider.ts';

/** An adapter on a provider that fails when told to and remembers each acceptance by effect id. */
export type ContractSubject = { adapter: EffectAdapter; accepted: string[]; upcoming: Fault[]; close(): Promise<void> };

// Only a call that hangs is given up soon. Any other may be slow on a busy machine.
const PATIENT_MS = 15_000;

/** Holds the first callers until all of them are at the same point; later ones pass. */
function meeting(size: number): () => Promise<void> {
  const complete = Promise.withResolvers<void>();
  let come = 0;
  return () => {
    come += 1;
    if (come === size) complete.resolve();
    return complete.promise;
  };
}

/**
 * `takesOnce`: the provider accepts a reference only the first time, so that even a naive sender makes no double.
 * `provesOnlyPresence`: an effect may be there although the provider's listing does not show it.
 */
export type ContractTerms = { effect: Partial<EffectToPlan>; takesOnce?: boolean; provesOnlyPresence?: boolean };

/** Runs the contract for one kind of effect. The provider must report what it has accepted. */
export function describeAdapter(
  name: string,
  open: () => Promise<ContractSubject>,
  { effect, takesOnce = false, provesOnlyPresence = false }: ContractTerms,
): void {
  describe(`${name} keeps the contract of adapters`, () => {
    let database: TestDatabase;
    let subject: ContractSubject;
    beforeAll(async () => {
      database = await freshDatabase();
      subject = await open();
    });
    afterAll(async () => {
      await subject.close();
      await database.drop();
    });

    /**
     * Performs an effect under faults. The result: how it ended, how often it was accepted, whether the board shows it,
     * and the number of blind resends.
     */
    async function ending(upcoming: Fault[], { guard = true, performers = 1, retries = 40 } = {}) {
      const wanted = anEffect(effect);
      subject.upcoming.splice(0, Infinity, ...upcoming);
      const ledger = effectLedger(database.orm);
      const meet = meeting(performers);
      const plan: typeof ledger.plan = async (...planned) => {
        const found = await ledger.plan(...planned);
        await meet();
        return found;
      };
      // A later performer finds it planned.
      const find: typeof ledger.find = async (...asked) => {
        const found = await ledger.find(...asked);
        if (found !== null) await meet();
        return found;
      };
      const parts = { ledger: { ...ledger, plan, find }, clock: movedClock(), guard };
      const adapter = upcoming.includes('hang') ? subject.adapter : { ...subject.adapter, callTimeoutMs: PATIENT_MS };
      const all = Array.from({ length: performers }, () => performWithRetries(parts, adapter, wanted, retries));
      const ends = await Promise.all(all);
      const { id, ifUnknown, resends } = await ledger.plan(
        { ...wanted, ifUnknown: 'stay' },
        '2031-03-03T07:00:00.000Z',
      );
      const board = await unknownEffects(database.orm.em.fork(), { programs: [wanted.program], limit: 1_000 });
      const times = subject.accepted.filter((accepted) => accepted === id).length;
      const flagged = ifUnknown === 'resend-once' ? resends : 0;
      return { ends: ends.map(({ status }) => status), times, shown: board.some((shown) => shown.id === id), flagged };
    }

    const once = { ends: ['done'], times: 1, shown: false, flagged: 0 };
    const shown = (times: number, flagged = 0) => ({ ends: ['unknown'], times, shown: true, flagged });
    const naively = takesOnce ? 1 : 2;
    const money = effect.kind?.startsWith('refund/') === true;

    test('nothing goes wrong: sent once', async () => {
      expect(await ending([])).toEqual(once);
    });

    // A 500 before acceptance looks like one after it. Money stays unknown, though it never moved. An effect that a
    // listing does not show is sent once more and flagged.
    const unaccepted = provesOnlyPresence ? { ...once, flagged: 1 } : once;
    const after = (fault: Fault) => (fault !== 'error-before-acceptance' ? once : money ? shown(0) : unaccepted);

    test.each(faults)('%s: sent once, or shown as unknown', async (fault) => {
      expect(await ending([fault])).toEqual(after(fault));
    });

    test.each(faults)('too many requests, then %s: sent once, or shown as unknown', async (fault) => {
      expect(await ending(['too-many-requests', fault])).toEqual(after(fault));
    });

    test('an error each time: an unknown outcome gets one flagged resend and is then shown', async () => {
      const expected = money ? shown(0) : provesOnlyPresence ? shown(0, 1) : once;
      expect(await ending(Array<Fault>(4).fill('error-before-acceptance'), { retries: 100 })).toEqual(expected);
    });

    test.each(lateFaults)('%s while two perform it: sent once, both hear so', async (fault) => {
      expect(await ending([fault], { performers: 2 })).toEqual({ ...once, ends: ['done', 'done'] });
    });

    test.each(lateFaults)('%s with the guard off: the contract finds the double', async (fault) => {
      expect((await ending([fault], { guard: false })).times).toBe(naively);
    });

    test('ten at once: sent once, all hear so', async () => {
      expect(await ending([], { performers: 10 })).toEqual({ ...once, ends: Array(10).fill('done') });
    });

    test('ten at once with the guard off: the contract finds the doubles', async () => {
      const { times } = await ending([], { guard: false, performers: 10 });
      expect(times).toBeGreaterThanOrEqual(naively);
    });
  });
}

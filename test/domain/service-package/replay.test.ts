// A recorded package, run forward again: by its own rules it does the same, by other rules what they say.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PastEvent } from '../../../domain/moment.ts';
import type { Program } from '../../../domain/program.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { rerun } from '../../../domain/version-replay.ts';
import { filkhedma } from '../../harness/programs.ts';
import '../../harness/property-seed.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { life, livedThrough } from './random-lives.ts';

function eventsOf({ moves }: Life): PastEvent[] {
  return moves.flatMap(({ entries }) => entries.map(({ at, what, by, details = null }) => ({ at, what, by, details })));
}

/** What its moves say, without the replay's own words for it. */
function happenedIn({ moves, state }: Life): string[] {
  const texts = moves.flatMap(({ at, sms, payments }) => [
    ...payments.flatMap((order) => (order.kind === 'request' && order.sms !== null ? [`${at} ${order.sms.text}`] : [])),
    ...sms.map(({ text }) => `${at} ${text}`),
  ]);
  const late = moves.flatMap(({ entries }) => entries.filter(({ what }) => /^(ticket|money)-overdue$/.test(what)));
  return [
    ...texts,
    ...late.map(({ at, what }) => `${at} ${what}`),
    ...state.refunds.map(({ at, amount }) => `${at} refund of ${amount.amountMinor}`),
  ].toSorted();
}

function replayed(lived: Life, program: Program = filkhedma, until = lived.moves.at(-1)?.at ?? '') {
  const recorded = { id: 'p', openedAt: lived.state.bookedAt, state: lived.state, events: eventsOf(lived) };
  return rerun(servicePackage, program, recorded, until);
}

function spoken(lived: Life, program?: Program): string[] {
  const happenings = replayed(lived, program)?.happenings.filter(({ kind }) => kind !== 'escalation') ?? [];
  return happenings
    .map(({ at, what, amount }) => (amount === undefined ? `${at} ${what}` : `${at} refund of ${amount.amountMinor}`))
    .toSorted();
}

test('a random life does the same again by its own rules, and no event is refused', () => {
  fc.assert(
    fc.property(life, (given) => {
      // After an outage real steps were late; a replay knows no outages.
      const happenings = given.happenings.map((one) => ({ ...one, down: null }));
      const lived = livedThrough({ ...given, happenings });
      fc.pre(lived !== null);
      expect(spoken(lived)).toEqual(happenedIn(lived));
      expect(replayed(lived)?.unfit).toBe(0);
    }),
    { numRuns: 150 },
  );
});

function withPolicy(change: (policy: ServicePackagePolicy) => ServicePackagePolicy): Program {
  return { ...filkhedma, servicePackage: change(thePackagePolicy()) };
}

/** Paid, and cancelled by its customer. */
function cancelled(): Life {
  const lived = new Life(aBooking({}), cairo('2031-03-03 10:00'));
  return lived
    .pays('2031-03-03 11:00')
    .does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' })
    .until(cairo('2031-03-04 12:00'));
}

test('FK-21 another fee is another refund', () => {
  const lived = cancelled();
  const program = withPolicy((policy) => ({
    ...policy,
    cancellation: { ...policy.cancellation, refund: { numerator: 1, denominator: 2 } },
  }));
  const refunds = (found: ReturnType<typeof replayed>) => found?.happenings.filter(({ kind }) => kind === 'refund');
  const price = lived.state.price.amountMinor;
  expect(refunds(replayed(lived, program))).toMatchObject([{ amount: { amountMinor: price / 2, currency: 'EGP' } }]);
  expect(refunds(replayed(lived))?.[0]?.amount?.amountMinor).not.toBe(price / 2);
});

test('FK-06 a call on a ticket that is not open yet by other rules is counted as unfit, and the others go on', () => {
  const booked = new Life(aBooking({ startsAt: ['2031-03-12 12:00'] }), cairo('2031-03-03 10:00'));
  const lived = booked.calls('2031-03-03 14:00', 'cs-1', 'not-paid', 'no-answer').pays('2031-03-03 15:00');
  const later = withPolicy((policy) => ({ ...policy, chase: { ...policy.chase, ticketAfter: 'PT30H' } }));
  expect(replayed(lived)?.unfit).toBe(0);
  expect(spoken(lived).some((said) => said.endsWith('sms-1'))).toBe(true);
  expect(replayed(lived, later)?.unfit).toBe(1);
  expect(spoken(lived, later).some((said) => said.endsWith('sms-1'))).toBe(false);
});

test('nothing is taken after the end of the replay, and a program without packages holds none', () => {
  const lived = cancelled();
  const { servicePackage: _, ...without } = filkhedma;
  expect(replayed(lived, filkhedma, cairo('2031-03-03 23:00'))?.happenings.some(({ kind }) => kind === 'refund')).toBe(
    false,
  );
  expect(replayed(lived, without)).toBeNull();
});

// Random lives of packages, over clock changes, month ends and outages.
import fc from 'fast-check';
import type { PaymentMethod } from '../../../domain/effect.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { money } from '../../../domain/money.ts';
import { refusalOfBooking } from '../../../domain/service-package/booking.ts';
import type { PackageCommand } from '../../../domain/service-package/commands.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy, type WithoutBy } from './builders.ts';

const policy = thePackagePolicy();
const HOUR = 3_600_000;

// Around both changes of Cairo's clocks, the end of January and 29 February, and a plain spring.
const begin = fc.constantFrom(
  '2026-03-20 10:00',
  '2026-04-21 20:30',
  '2026-10-27 22:00',
  '2032-01-29 09:00',
  '2031-03-03 10:00',
);
const visitId = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'n1', 'n2');
const inHours = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 24 * 50 }));
const who = fc.constantFrom('cc-1', 'cs-1', 'cs-2', 'cs-lead', 'ops-1');

type Attempt = (
  now: number,
  place: number,
) => WithoutBy<PackageCommand> | 'pay' | 'pay-again' | 'settle' | 'courier-says-no';

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 3,
    arbitrary: visitId.map((visit): Attempt => () => ({ kind: 'cancel-visit', visitId: visit })),
  },
  {
    weight: 4,
    arbitrary: visitId.map((visit): Attempt => () => ({ kind: 'complete-visit', visitId: visit })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(visitId, fc.constantFrom('completed', 'counted', 'not-held'))
      .map(([visit, outcome]): Attempt => () => ({ kind: 'record-visit', visitId: visit, outcome, noteId: null })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(visitId, fc.constantFrom('completed', 'counted', 'cancelled'))
      .map(([visit, status]): Attempt => () => ({ kind: 'correct-visit', visitId: visit, status, noteId: null })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(visitId, inHours).map(([visit, hours]): Attempt => (now) => ({
      kind: 'reschedule-visit',
      visitId: visit,
      startsAt: toInstant(now + hours * HOUR),
    })),
  },
  {
    weight: 2,
    arbitrary: inHours.map((hours): Attempt => (now, place) => ({
      kind: 'add-visit',
      visitId: `n${place}`,
      startsAt: toInstant(now + hours * HOUR),
    })),
  },
  fc.constant<Attempt>((_, place) => ({ kind: 'cancel', refundId: `r${place}` })),
  fc
    .tuple(fc.constantFrom<PaymentMethod>('card', 'fawry', 'cash'), inHours)
    .map(([method, hours]): Attempt => (now, place) => ({
      kind: 'request-payment',
      requestId: `q${place}`,
      method,
      collection: { at: toInstant(now + hours * HOUR), addressNoteId: null },
    })),
  fc.constant<Attempt>(() => 'courier-says-no'),
  {
    weight: 10,
    arbitrary: fc.constantFrom<Attempt>(
      () => 'pay',
      () => 'pay-again',
      () => 'settle',
      () => 'settle',
      () => 'settle',
    ),
  },
);
const call = fc.record({
  ticket: fc.constantFrom('not-paid', 'package-expired', 'same-day-visit/v1', 'same-day-visit/v2', 'visit-record/v1'),
  outcome: fc.constantFrom('answered', 'no-answer'),
});
const happening = fc.record({
  after: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 90 }) },
    { weight: 4, arbitrary: fc.constantFrom(24 * 60, 24 * 60 - 1, 24 * 60 + 1) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 * 24 * 60 }) },
    // To the end of the month, of the grace period, and beyond.
    { weight: 1, arbitrary: fc.integer({ min: 10 * 24 * 60, max: 40 * 24 * 60 }) },
  ),
  login: who,
  what: fc.oneof({ weight: 3, arbitrary: attempt }, { weight: 2, arbitrary: call }),
  down: fc.oneof(
    { weight: 11, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 72 }) },
  ),
});
/** The plan of a life; `down` are hours of an outage before a happening. */
export const life = fc.record({
  begin,
  visits: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
  payment: fc.constantFrom<PaymentMethod | 'later'>('card', 'fawry', 'cash', 'later'),
  price: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000 })),
  /** Hours after booking at which cash is collected. */
  collectsIn: fc.integer({ min: 1, max: 60 }),
  /** Minutes after booking at which the price is paid; most packages are paid. */
  paysAfter: fc.option(fc.integer({ min: 0, max: 200 }), { freq: 4 }),
  happenings: fc.array(happening, { maxLength: 30, size: 'max' }),
});
export type Lived = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** `null` for a booking that is refused. */
export function livedThrough({
  begin: local,
  visits,
  payment,
  price,
  collectsIn,
  paysAfter,
  happenings,
}: Lived): Life | null {
  let now = Date.parse(cairo(local));
  const startsAt = visits.toSorted((one, other) => one - other).map((day) => inCairo(toInstant(now + day * 20 * HOUR)));
  const booking = aBooking({
    startsAt,
    payment,
    price: money(price, 'EGP'),
    collectAt: toInstant(now + collectsIn * HOUR),
  });
  if (refusalOfBooking(policy, booking, toInstant(now)) !== null) return null;
  const lived = new Life(booking, toInstant(now));
  if (paysAfter !== null) {
    now += paysAfter * 60_000;
    lived.until(toInstant(now)).pays(inCairo(toInstant(now)));
  }
  for (const [place, { after, login, what, down }] of happenings.entries()) {
    now += after * 60_000;
    if (down !== null) {
      lived.until(toInstant(now));
      now += down * HOUR;
      lived.until(toInstant(now), toInstant(now));
    }
    happen(lived, typeof what === 'function' ? what(now, place) : what, login, now);
  }
  return lived;
}

function happen(
  lived: Life,
  what: ReturnType<Attempt> | { ticket: string; outcome: string },
  login: string,
  now: number,
) {
  // Tests speak local time. In an hour that occurs twice, the earlier instant is not always in the future.
  lived.until(toInstant(now));
  const at = inCairo(toInstant(now));
  if (what === 'courier-says-no') {
    for (const { id: requestId } of lived.state.paymentRequests) {
      lived.tries(at, 'cs-1', { kind: 'not-collected', requestId, noteId: null });
    }
  } else if (what === 'pay' || what === 'pay-again') {
    lived.pays(at, { id: what === 'pay' ? 'p1' : 'p2' });
  } else if (what === 'settle') {
    for (const { id, attempt } of lived.state.refunds) lived.settles(at, { refundId: id, attempt, status: 'paid' });
    for (const { id } of lived.state.refunds) lived.tries(at, 'finance-1', { kind: 'approve-refund', refundId: id });
    for (const { id } of lived.state.heldPayments) {
      lived.tries(at, 'cs-1', { kind: 'decide-payment', paymentId: id, decision: 'revive', refundId: `back-${id}` });
      lived.tries(at, 'cs-1', { kind: 'decide-payment', paymentId: id, decision: 'refund', refundId: `back-${id}` });
    }
  } else if ('ticket' in what) {
    if (lived.state.tickets.some(({ id }) => id === what.ticket)) {
      lived.triesToCall(at, login, what.ticket, what.outcome === 'answered' ? 'answered' : 'no-answer');
    }
  } else if (what.kind !== 'ticket') {
    // Only the lead corrects a record or records that the centre did not come.
    const isLeads = what.kind === 'correct-visit' || (what.kind === 'record-visit' && what.outcome === 'not-held');
    lived.tries(at, isLeads ? 'cs-lead' : login, what);
  }
}

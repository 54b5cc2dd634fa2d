// Owns the questions that a form asks before it sends a booking or a visit: what is allowed but seldom meant. Refuses nothing: a
// yes sends it.
import type { Instant } from '../calendar/instant.ts';
import { isWithinWorkingHours } from '../calendar/working-hours.ts';
import type { Refusal } from '../refusal.ts';
import { type Booking, refusalOfBooking } from './booking.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import { refusalOfVisitCommand, type VisitCommand } from './visit-refusals.ts';
import { plannedVisits } from './visits.ts';

export const questionWords = [
  'first-visit-far',
  'two-at-once',
  'customer-busy',
  'outside-hours',
  'price-unusual',
] as const;

/**
 * One thing to ask about. `visits` are the starts that it is about, earliest first; `packages` the other packages of the
 * customer that have a visit then; `usualMinor` the usual price of as many visits.
 */
export type Question = {
  what: (typeof questionWords)[number];
  visits: readonly Instant[];
  packages: readonly string[];
  usualMinor: number | null;
};

/** A planned visit of another package under the same phone number. */
export type VisitElsewhere = { packageId: string; startsAt: Instant };

/** What is known beside the booking: `prices` in minor units are those of latest packages of as many visits. */
export type KnownBeside = { elsewhere: readonly VisitElsewhere[]; prices: readonly number[] };

/** What to ask before a booking that is not refused is made; in the order of the form. */
export function questionsOfBooking(
  policy: ServicePackagePolicy,
  booking: Booking,
  { elsewhere, prices }: KnownBeside,
  now: Instant,
): Question[] {
  const starts = booking.visits.map(({ startsAt }) => startsAt).toSorted();
  return [
    ...ofDistance(refusalOfBooking(policy, { ...booking, confirmFarAhead: false }, now)),
    ...ofStarts(policy, starts, starts.filter(isRepeated), elsewhere),
    ...ofPrice(policy, booking.price.amountMinor, prices),
  ];
}

/** What to ask before a visit that is not refused is planned or moved. */
export function questionsOfVisit(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: Extract<VisitCommand, { startsAt: Instant }>,
  elsewhere: readonly VisitElsewhere[],
  now: Instant,
): Question[] {
  const { startsAt, visitId } = command;
  const others = plannedVisits(state).filter(({ id }) => id !== visitId);
  const isTaken = others.some((other) => minuteOf(other.startsAt) === minuteOf(startsAt));
  return [
    ...ofDistance(refusalOfVisitCommand(policy, state, { ...command, confirmFarAhead: false }, now)),
    ...ofStarts(policy, [startsAt], isTaken ? [startsAt] : [], elsewhere),
  ];
}

// FK-03: what the rule refuses until somebody confirms it.
function ofDistance(unconfirmed: Refusal | null): Question[] {
  const first = unconfirmed?.details?.['firstVisitAt'];
  return unconfirmed?.code === 'too-far-ahead' ? [about('first-visit-far', [`${first}`])] : [];
}

function ofStarts(
  policy: ServicePackagePolicy,
  starts: readonly Instant[],
  repeated: readonly Instant[],
  elsewhere: readonly VisitElsewhere[],
): Question[] {
  const there = elsewhere.filter(({ startsAt }) => starts.some((at) => minuteOf(at) === minuteOf(startsAt)));
  const busy = [...new Set(there.map(({ startsAt }) => startsAt))].toSorted();
  const closed = starts.filter((at) => !isWithinWorkingHours(policy.tickets.workingHours, at));
  const packages = [...new Set(there.map(({ packageId }) => packageId))];
  return [
    about('two-at-once', repeated),
    { ...about('customer-busy', busy), packages },
    about('outside-hours', closed),
  ].filter(({ visits }) => visits.length > 0);
}

function ofPrice({ booking }: ServicePackagePolicy, price: number, prices: readonly number[]): Question[] {
  const usual = usualPrice(booking.usualPrice, prices);
  const factor = booking.usualPrice?.factor ?? 1;
  if (usual === null || (price <= usual * factor && price * factor >= usual)) return [];
  return [{ ...about('price-unusual', []), usualMinor: usual }];
}

/** The median, the lower one of two; `null` for too few prices to speak of a usual one. */
function usualPrice(rule: ServicePackagePolicy['booking']['usualPrice'], prices: readonly number[]): number | null {
  if (rule === undefined || prices.length < rule.atLeast) return null;
  return prices.toSorted((one, other) => one - other)[Math.ceil(prices.length / 2) - 1] ?? null;
}

const about = (what: Question['what'], visits: readonly Instant[]): Question => ({
  what,
  visits,
  packages: [],
  usualMinor: null,
});

/** The first start of each minute in which two visits or more begin. */
function isRepeated(at: Instant, place: number, starts: readonly Instant[]): boolean {
  const minute = starts.map(minuteOf);
  const own = minuteOf(at);
  return minute.indexOf(own) === place && minute.lastIndexOf(own) !== place;
}

/** The minute of an instant, as its beginning: visits begin by the minute, seconds make no two of one. */
export function minuteOf(at: Instant): Instant {
  return `${at.slice(0, 'YYYY-MM-DDTHH:MM'.length)}:00.000Z`;
}

// A form asks these questions before it sends something allowed but unusual. The answer yes sends it.
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
 * One question. `visits` are the starts in question, earliest first; `packages` are the customer's other packages with
 * a visit at that time; `usualMinor` is the usual price of the same number of visits.
 */
export type Question = {
  what: (typeof questionWords)[number];
  visits: readonly Instant[];
  packages: readonly string[];
  usualMinor: number | null;
};

/** A planned visit of another package under the same phone number. */
export type VisitElsewhere = { packageId: string; startsAt: Instant };

/** Data besides the booking: `prices` of the latest packages with the same number of visits, in minor units. */
export type BookingContext = { elsewhere: readonly VisitElsewhere[]; prices: readonly number[] };

/** The questions before a booking that is not refused, in the order of the form. */
export function questionsOfBooking(
  policy: ServicePackagePolicy,
  booking: Booking,
  { elsewhere, prices }: BookingContext,
  now: Instant,
): Question[] {
  const starts = booking.visits.map(({ startsAt }) => startsAt).toSorted();
  return [
    ...ofDistance(refusalOfBooking(policy, { ...booking, confirmFarAhead: false }, now)),
    ...ofStarts(policy, starts, starts.filter(isRepeated), elsewhere),
    // A price of the catalogue is not agreed, so there is nothing to ask.
    ...(booking.catalogueItem ? [] : ofPrice(policy, booking.price.amountMinor, prices)),
  ];
}

/** The questions before a visit that is not refused is planned or moved. */
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

// FK-03: a distance that the rule refuses until it is confirmed.
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

/** The median, the lower of two middle ones; `null` if there are too few prices. */
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

/** True for the first start of each minute in which two or more visits begin. */
function isRepeated(at: Instant, place: number, starts: readonly Instant[]): boolean {
  const minute = starts.map(minuteOf);
  const own = minuteOf(at);
  return minute.indexOf(own) === place && minute.lastIndexOf(own) !== place;
}

/** The beginning of an instant's minute: visits begin on the minute, so seconds do not tell two apart. */
export function minuteOf(at: Instant): Instant {
  return `${at.slice(0, 'YYYY-MM-DDTHH:MM'.length)}:00.000Z`;
}

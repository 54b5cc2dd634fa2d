import type { PaymentMethod } from '../effect.ts';
import { type Instant, later, localDate } from '../calendar/instant.ts';
import type { Money } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TimelineEntry } from '../timetable.ts';
import { refusalOfPrice, soldAs } from './catalogue.ts';
import { chaseBeginsAt, firstCallDueAt } from './chase-times.ts';
import { refusalOfCollectionTime } from './collection.ts';
import { refusalOfFarVisit } from './far-ahead.ts';
import { entryOf, moveTo } from './move-parts.ts';
import { keptOfMethod, paymentWay } from './methods.ts';
import { refusalOfMethod, requested as asksToPay } from './payment-requests.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import { opensTicket, together } from './process-tickets.ts';
import type { Move, PaymentRequest, ServicePackageState, Visit } from './state.ts';
import { refusalOfDates, validityFrom } from './validity.ts';

/** The agent's booking on the call. The caller makes the ids. The customer is stored elsewhere. */
export type Booking = {
  visits: readonly { id: string; startsAt: Instant }[];
  price: Money;
  /** The package of the catalogue; without one the price is agreed. */
  catalogueItem?: string | null;
  /** The method, or `later`. */
  payment: PaymentMethod;
  /** The id of the payment request, used when a method was chosen. */
  requestId: string;
  /** FK-02: when cash is collected; the agent fills in its form during the call. */
  collectAt: Instant | null;
  /** FK-03: the agent has confirmed that a first visit so far ahead is meant. */
  confirmFarAhead?: boolean;
};

/** Why a package is not booked, or `null` (FK-01 to FK-05). `access.ts` decides who may book. */
export function refusalOfBooking(policy: ServicePackagePolicy, booking: Booking, now: Instant): Refusal | null {
  const { visits, payment } = booking;
  const unsold = refusalOfPrice(policy, booking);
  if (unsold !== null) return unsold;
  const noWay = payment === 'later' ? null : refusalOfMethod(policy, payment);
  if (noWay !== null) return noWay;
  if (visits.some(({ startsAt }) => startsAt <= now)) return refusal('visit-in-past', 'a visit lies in the past');
  const misplaced = refusalOfDates(policy, visits, soldAs(policy, booking).validity);
  if (misplaced !== null) return misplaced;
  const firstVisitAt = firstOf(visits).startsAt;
  const far = refusalOfFarVisit(policy, firstVisitAt, booking.confirmFarAhead ?? false, now);
  if (far !== null) return far;
  if (paymentWay(policy, payment)?.kind === 'collection')
    return refusalOfCollection(booking.collectAt, firstVisitAt, now);
  return payment === 'later' && !isClose(policy, firstVisitAt, now) ? notBooked(policy) : null;
}

function refusalOfCollection(collectAt: Instant | null, firstVisitAt: Instant, now: Instant): Refusal | null {
  if (collectAt !== null) return refusalOfCollectionTime(collectAt, firstVisitAt, now);
  return refusal('collection-required', 'cash is collected at an address and a time');
}

/** FK-12: nothing of it can be used any more, so it may be booked again. */
export function isEnded({ stage }: Pick<ServicePackageState, 'stage'>): boolean {
  return stage === 'finished' || stage === 'deactivated' || stage === 'cancelled';
}

/** FK-03: the first visit is close up to and including 48 hours ahead, as elapsed time. */
export function isClose(policy: ServicePackagePolicy, firstVisitAt: Instant, now: Instant): boolean {
  return firstVisitAt <= later(now, policy.booking.closeWithin);
}

// FK-03, FK-04: nothing is booked; the agent gets two offers and a follow-up ticket that is one click away.
function notBooked(policy: ServicePackagePolicy): Refusal {
  const [firstOffer, secondOffer] = policy.booking.offers;
  const details = { firstOffer, secondOffer, followUpTicket: policy.booking.followUpTicket };
  return refusal('not-booked', 'unpaid, a package is booked only when its first visit is close', details);
}

/** Books a package that is not refused: with a payment request of the chosen method, or with the ticket of FK-06. */
export function book(policy: ServicePackagePolicy, booking: Booking, by: string, at: Instant): Move {
  const empty = unbooked(policy, booking, at);
  const { payment, requestId } = booking;
  const { price, bought, catalogueItem } = empty;
  const details = {
    ...{ visits: bought, priceMinor: price.amountMinor, payment },
    ...(catalogueItem === undefined ? {} : { catalogueItem: catalogueItem.id }),
  };
  const booked: TimelineEntry = entryOf(at, 'booked', by, policy.rules.booked, details);
  if (payment === 'later') {
    const dueAt = firstCallDueAt(policy, empty, at);
    const rule = policy.rules['not-paid-ticket'];
    const ticket = opensTicket(policy, { type: policy.chase.ticket, at: chaseBeginsAt(policy, empty), dueAt, rule });
    return moveTo(policy, empty, at, {}, together({ entries: [booked] }, ticket));
  }
  const isCollected = paymentWay(policy, payment)?.kind === 'collection' && booking.collectAt !== null;
  const kept = { ...keptOfMethod(policy, payment), ...(isCollected ? { collectAt: booking.collectAt } : {}) };
  const request: PaymentRequest = { id: requestId, method: payment, at, status: 'open', ...kept };
  const requested = asksToPay(policy, request, price, by);
  return moveTo(policy, empty, at, { paymentRequests: [request] }, together({ entries: [booked] }, requested));
}

/** The state before its first move, which is version 1. */
function unbooked(policy: ServicePackagePolicy, booking: Booking, at: Instant): ServicePackageState {
  const visits = booking.visits.map(({ id, startsAt }): Visit => ({ id, startsAt, status: 'planned' }));
  const firstVisitAt = firstOf(visits).startsAt;
  const { validity, ...sold } = soldAs(policy, booking);
  return {
    version: 0,
    movedAt: at,
    stage: 'booked',
    bookedAt: at,
    ...sold,
    visits,
    forfeited: 0,
    deactivatedAt: null,
    cancelledAt: null,
    cancelledWithPackage: [],
    ...validityFrom(validity, localDate(firstVisitAt, zoneOf(policy))),
    firstVisitAt,
    firstVisitSetAt: at,
    paysLater: booking.payment === 'later',
    payment: null,
    paymentRequests: [],
    heldPayments: [],
    refunds: [],
    tickets: [],
    expiryCallsOpened: [],
    sameDaySettled: [],
  };
}

/** @throws RangeError for no visit at all */
export function firstOf<Planned extends { startsAt: Instant }>(visits: readonly Planned[]): Planned {
  const [first] = visits.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  if (first === undefined) throw new RangeError('a package has at least one visit');
  return first;
}

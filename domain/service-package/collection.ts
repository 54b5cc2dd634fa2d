import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { agreedCollection, chaseTicket, firstCallDueAt, lastChance, missedAt } from './chase-times.ts';
import { kindOf } from './methods.ts';
import { type MoveParts, entryOf, expiryOrder, moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket, together, waitsUntil } from './process-tickets.ts';
import type { Move, PaymentRequest, ServicePackageState } from './state.ts';

/** The agreed collection of cash. The address is a note, because histories hold no personal data. */
export type Collection = { at: Instant; addressNoteId: string | null };

/** A new payment request that replaces the agreed collection. */
export type NewCollection = Collection & { requestId: string };

/** Why cash cannot be collected then, or `null`. FK-13: the package is paid before its first visit begins. */
export function refusalOfCollectionTime(
  collectAt: Instant,
  firstVisitAt: Instant | null,
  now: Instant,
): Refusal | null {
  if (now < collectAt && (firstVisitAt === null || collectAt <= firstVisitAt)) return null;
  return refusal('collection-time-unfit', 'cash is collected ahead of now and not after the first visit begins', {
    firstVisitAt,
  });
}

/** FK-02: why a first visit may not be before the collection that pays for it, or `null`; both may move together. */
export function refusalOfMovedCollection(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  { firstVisitAt, collection }: { firstVisitAt: Instant; collection: NewCollection | null },
  now: Instant,
): Refusal | null {
  if (collection === null) {
    const agreed = agreedCollection(policy, state);
    return agreed === null || agreed.at <= firstVisitAt ? null : refusalOfCollectionTime(agreed.at, firstVisitAt, now);
  }
  const isCash = state.paymentRequests.some((one) => one.status === 'open' && kindOf(one) === 'collection');
  if (!isCash) return refusal('not-cash', 'no cash is to be collected');
  return refusalOfCollectionTime(collection.at, firstVisitAt, now);
}

/** Why a person may not report that the courier came back without the money, or `null`. */
export function refusalOfNotCollected(state: ServicePackageState, requestId: string): Refusal | null {
  const request = state.paymentRequests.find(({ id }) => id === requestId);
  if (request === undefined) throw new RangeError(`the package has no payment request ${requestId}`);
  if (kindOf(request) !== 'collection') return refusal('not-cash', 'only cash is collected at the door');
  if (request.status === 'paid') return refusal('already-paid', 'the request is paid');
  return request.status === 'open' ? null : refusal('request-ended', 'the request is payable no longer');
}

/** The courier got no money: the request ends, and a call is due. */
export function notCollected(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { requestId, noteId }: { requestId: string; noteId: string | null },
  by: string,
  at: Instant,
): Move {
  const entry = entryOf(at, 'not-collected', by, policy.rules['collection-missed'] ?? null, { request: requestId });
  const noted = noteId === null ? entry : { ...entry, noteId };
  const ends: MoveParts = { entries: [noted], payments: [expiryOrder(requestId)] };
  return resumed(policy, before, at, ends, (request) =>
    request.id === requestId ? { ...request, status: 'expired', missedAt: at } : request,
  );
}

/** An hour after the agreed time no money has been reported. The request stays payable: the courier may be late. */
export function collectionMissed(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const missed = agreedCollection(policy, before)?.requestId ?? '';
  const rule = policy.rules['collection-missed'] ?? null;
  const parts: MoveParts = { entries: [entryOf(at, 'collection-missed', 'careline', rule, { request: missed })] };
  return resumed(policy, before, at, parts, (request) =>
    request.id === missed ? { ...request, missedAt: at } : request,
  );
}

function resumed(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  at: Instant,
  parts: MoveParts,
  changed: (request: PaymentRequest) => PaymentRequest,
): Move {
  const fields = { chaseResumedAt: at, paymentRequests: before.paymentRequests.map(changed) };
  if (before.stage !== 'booked') return moveTo(policy, before, at, { paymentRequests: fields.paymentRequests }, parts);
  return moveTo(policy, before, at, fields, together(parts, callDue(policy, { ...before, ...fields }, at)));
}

// A call is due at once: on the existing ticket, or on a new one.
function callDue(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): MoveParts {
  const rule = policy.rules['collection-missed'] ?? null;
  const dueAt = firstCallDueAt(policy, state, at);
  const ticket = chaseTicket(policy, state);
  return ticket === undefined
    ? opensTicket(policy, { type: policy.chase.ticket, at, dueAt, rule })
    : callsAgain(ticket, at, dueAt, rule);
}

/**
 * The effect of a new payment request on the chase: a newly agreed collection pauses it; without the collection agreed
 * before, it continues from now.
 */
export function chaseAfterRequest(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  paymentRequests: readonly PaymentRequest[],
  at: Instant,
): { fields: Partial<ServicePackageState>; parts: MoveParts } {
  const agreed = agreedCollection(policy, { paymentRequests });
  const isGivenUp = agreed === null && agreedCollection(policy, before) !== null;
  if (before.stage !== 'booked' || (agreed === null && !isGivenUp)) return { fields: {}, parts: {} };
  const fields = isGivenUp ? { chaseResumedAt: at } : {};
  const ticket = chaseTicket(policy, before);
  if (ticket === undefined || ticket.status === 'closed') return { fields, parts: {} };
  const until = agreed === null ? lastChance(policy, { ...before, ...fields }).until : missedAt(policy, agreed.at);
  return { fields, parts: waitsUntil(ticket, at, until, policy.rules['not-paid-ticket']) };
}

/** The latest time for collecting cash: the first visit, or `null` if a cancelled package has no visit ahead. */
export function collectableUntil(state: ServicePackageState, now: Instant): Instant | null {
  if (state.stage !== 'cancelled') return state.firstVisitAt;
  const fallen = state.visits.filter(({ id, startsAt }) => state.cancelledWithPackage.includes(id) && startsAt > now);
  return fallen.map(({ startsAt }) => startsAt).toSorted()[0] ?? null;
}

/** The collection in the form in which a payment request stores it. */
export function collectionFields(collection: Collection | null | undefined): Partial<PaymentRequest> {
  return collection === null || collection === undefined
    ? {}
    : { collectAt: collection.at, addressNoteId: collection.addressNoteId };
}

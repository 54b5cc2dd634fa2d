import type { Instant } from '../calendar/instant.ts';
import { closes, keepsCall, opensAgain, resolves, waitsOnCustomer } from '../ticket/changes.ts';
import { callEntry, recordedCall } from '../ticket/calls.ts';
import type { TicketState } from '../ticket/state.ts';
import { agreedCollection, chaseTicket, finalCall, firstCallDueAt, lastChance } from './chase-times.ts';
import { collectionMissed } from './collection.ts';
import { laterCall, type RecordCall } from './later-call.ts';
import { type MoveParts, moveTo, textIntents, textParts } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket, together, waitsUntil } from './process-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';
import { cancelUnpaid, unpaidCancelledAt } from './unpaid-cancellation.ts';

/** The calls of a chase: one asks for the payment, one the day before the first visit, one after the cancellation. */
export type ChaseCall = 'first-call' | 'last-call' | 'final-call';

/** FK-06: still unpaid, so a call is due. FK-02: or an agreed collection has not brought the money. */
export function openChase(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  if (agreedCollection(policy, before) !== null) return collectionMissed(policy, before, at);
  const dueAt = firstCallDueAt(policy, before, at);
  const rule = policy.rules['not-paid-ticket'];
  return moveTo(policy, before, at, {}, opensTicket(policy, { type: policy.chase.ticket, at, dueAt, rule }));
}

/**
 * The due call, or `null` between calls: the previous one is made and the next has not begun. Such a call is only kept.
 */
export function chaseCallAt(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticket: Pick<TicketState, 'calls'>,
  at: Instant,
): ChaseCall | null {
  const isMade = (call: ChaseCall, since = '') => ticket.calls.some((made) => made.step === call && made.at >= since);
  if (state.stage === 'cancelled') {
    const cancelledAt = unpaidCancelledAt(state);
    const final = cancelledAt === null ? undefined : finalCall(policy, cancelledAt);
    const isDue = final !== null && (final === undefined || final.from <= at);
    return isDue && !isMade('final-call') ? 'final-call' : null;
  }
  if (agreedCollection(policy, state) !== null) return null;
  if (!isMade('first-call')) return 'first-call';
  const { from } = lastChance(policy, state);
  return at < from || isMade('last-call', from) ? null : 'last-call';
}

/** Carries out a call; the last unanswered one cancels at once, in the sequence of FK-11. */
export function recordChaseCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  at: Instant,
): Move[] {
  const step = chaseCallAt(policy, before, found, at);
  if (step === null) {
    const unsent = textIntents(policy.sms.firstNoAnswer, 'first-call');
    // FK-11: only the deadline is left of the chase, and it does not move.
    const holdsUntil = before.stage === 'booked' ? { holdsUntil: lastChance(policy, before).until } : {};
    return [laterCall(policy, before, found, command, { at, unsent, ...holdsUntil })];
  }
  const ticket = keepsCall(found, recordedCall(command, step, at));
  const entry = callEntry(policy.tickets, ticket, command, at);
  const kept = (after: TicketState, parts: MoveParts = {}) =>
    moveTo(policy, before, at, {}, together({ tickets: [after], entries: [entry] }, parts));
  const { until } = lastChance(policy, before);
  if (command.outcome === 'answered') {
    // FK-07, FK-10: the form is filled in during the call. A promise does not end the chase; the money does.
    return [kept(step === 'final-call' ? resolves(policy.tickets, ticket, at) : opensAgain(ticket, at, until))];
  }
  // FK-12: the last try is unanswered, so the ticket is closed.
  if (step === 'final-call') return [kept(closes(ticket, at, policy.tickets.noAnswerResult))];
  // FK-08
  const said = textParts(policy.sms.firstNoAnswer, 'first-call', at);
  if (step === 'first-call') return [kept(waitsOnCustomer(ticket, at, until), said)];
  const recorded = kept(ticket);
  return [recorded, ...cancelUnpaid(policy, recorded.state, at)];
}

/** When the first visit moves, a ticket that waits for the day before moves with it. */
export function chaseMovedTo(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): MoveParts {
  const ticket = chaseTicket(policy, state);
  const { until } = lastChance(policy, state);
  if (ticket === undefined || state.stage !== 'booked' || ticket.dueAt === until) return {};
  // FK-02: it waits for the collection.
  if (agreedCollection(policy, state) !== null) return {};
  const isCalled = ticket.calls.some(({ step }) => step === 'first-call');
  if (!isCalled && ticket.dueAt <= until) return {};
  const rule = policy.rules['not-paid-ticket'];
  // FK-08: an unreached customer has until the day before the visit, whatever its date is now.
  return ticket.status === 'waiting-on-customer'
    ? waitsUntil(ticket, at, until, rule)
    : callsAgain(ticket, at, until, rule);
}

import type { Instant } from '../calendar/instant.ts';
import { chaseTicket, finalCall, type LastChance } from './chase-times.ts';
import { entryOf, type MoveParts, moveTo, textParts, withoutOpenRequests } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { callsAgain, closesTicket, opensTicket } from './process-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';
import type { TicketState } from '../ticket/state.ts';
import { plannedVisits } from './visits.ts';

/**
 * The moves of FK-11: package, visits, SMS 2, ticket. They are decided together and written in this order, each once by
 * its version, so a payment comes before or after all of them. A step with nothing to do is left out.
 */
export function cancelUnpaid(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move[] {
  const moves = [cancelPackage(policy, before, at)];
  for (const step of [cancelVisits, sayCancelled, finalTicket]) {
    const move = step(policy, moves.at(-1)?.state ?? before, at);
    if (move !== null) moves.push(move);
  }
  return moves;
}

/** When a package that was never paid was cancelled; `null` otherwise. */
export function unpaidCancelledAt(state: ServicePackageState): Instant | null {
  return state.stage === 'cancelled' && state.payment === null ? state.cancelledAt : null;
}

/** Cancels the planned visits of a cancelled package; they are kept in case a late payment revives it. */
export function withoutPlannedVisits(state: ServicePackageState) {
  const planned = plannedVisits(state).map(({ id }) => id);
  const visits = state.visits.map((visit) =>
    visit.status === 'planned' ? { ...visit, status: 'cancelled' as const } : visit,
  );
  return { visits, cancelledWithPackage: planned };
}

// A late payment is not lost: see `held-payments.ts`.
function cancelPackage(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const { paymentRequests, payments } = withoutOpenRequests(before.paymentRequests);
  const entries = [entryOf(at, 'package-cancelled', 'careline', policy.rules['cancel-unpaid'], { paid: false })];
  const fields = { stage: 'cancelled', cancelledAt: at, paymentRequests } as const;
  return moveTo(policy, before, at, fields, { payments, entries });
}

function cancelVisits(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move | null {
  const fields = withoutPlannedVisits(before);
  const details = { visits: fields.cancelledWithPackage };
  if (details.visits.length === 0) return null;
  const entries = [entryOf(at, 'visits-cancelled', 'careline', policy.rules['cancel-unpaid'], details)];
  return moveTo(policy, before, at, fields, { entries });
}

function sayCancelled(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move | null {
  const said = textParts(policy.sms.unpaidCancelled, 'cancelled', at);
  return said.sms === undefined ? null : moveTo(policy, before, at, {}, said);
}

// FK-12: the next day's call, or the end of the calls. A ticket that a person has closed stays closed: its result is
// known.
function finalTicket(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move | null {
  const final = finalCall(policy, at);
  const ticket = chaseTicket(policy, before);
  const parts =
    final === null ? closesTicket(policy, ticket, at, policy.results.cancelled) : callsUntil(policy, ticket, final, at);
  return parts.tickets === undefined ? null : moveTo(policy, before, at, {}, parts);
}

function callsUntil(
  policy: ServicePackagePolicy,
  ticket: TicketState | undefined,
  { until: dueAt }: LastChance,
  at: Instant,
): MoveParts {
  const rule = policy.rules['cancel-unpaid'];
  return ticket === undefined
    ? opensTicket(policy, { type: policy.chase.ticket, at, dueAt, rule })
    : callsAgain(ticket, at, dueAt, rule);
}

// Owns the loss of an unpaid package, step by step: package, visits, SMS 2, ticket (FK-11). Refuses to ask whether it is due.
import type { SmsOrder } from '../effect.ts';
import type { Instant } from '../calendar/instant.ts';
import { chaseTicket, finalCall } from './chase-times.ts';
import { entryOf, moveTo, smsEntry, withoutOpenRequests } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket } from './process-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';
import { plannedVisits } from './visits.ts';

/**
 * The moves of the sequence, all decided at once and to be written in this order, each once by its version: a payment
 * comes before all of them or after all of them. A step that has nothing to do is left out.
 */
export function cancelUnpaid(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move[] {
  const moves = [cancelPackage(policy, before, at)];
  for (const step of [cancelVisits, sayCancelled, finalTicket]) {
    const move = step(policy, moves.at(-1)?.state ?? before, at);
    if (move !== null) moves.push(move);
  }
  return moves;
}

/** When a package was cancelled, if it never was paid; `null` otherwise. */
export function unpaidCancelledAt(state: ServicePackageState): Instant | null {
  return state.stage === 'cancelled' && state.payment === null ? state.cancelledAt : null;
}

/** The visits of a cancelled package that would have been held; remembered in case that a late payment revives it. */
export function withoutPlannedVisits(state: ServicePackageState) {
  const planned = plannedVisits(state).map(({ id }) => id);
  const visits = state.visits.map((visit) =>
    visit.status === 'planned' ? { ...visit, status: 'cancelled' as const } : visit,
  );
  return { visits, cancelledWithPackage: planned };
}

// Whoever pays all the same is not lost: `held-payments.ts`.
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

function sayCancelled(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const sms: SmsOrder = {
    intent: `${policy.sms.unpaidCancelled.text}/cancelled`,
    values: {},
    ...policy.sms.unpaidCancelled,
  };
  return moveTo(policy, before, at, {}, { sms: [sms], entries: [smsEntry(at, sms)] });
}

// FK-12: the next day's call. A ticket that a person has closed already stays closed: somebody knows the result.
function finalTicket(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move | null {
  const { until: dueAt } = finalCall(policy, at);
  const ticket = chaseTicket(policy, before);
  const rule = policy.rules['cancel-unpaid'];
  const does =
    ticket === undefined
      ? opensTicket(policy, { type: policy.chase.ticket, at, dueAt, rule })
      : callsAgain(ticket, at, dueAt, rule);
  return does.tickets === undefined ? null : moveTo(policy, before, at, {}, does);
}

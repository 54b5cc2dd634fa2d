// Owns the chase of an unpaid package: its ticket, its calls and what their outcomes lead to (FK-06 to FK-12).
import type { Instant } from '../calendar/instant.ts';
import type { Refusal } from '../refusal.ts';
import { closes, keepsCall, opensAgain, resolves, waitsOnCustomer } from '../ticket/changes.ts';
import { callAlreadyRecorded, type TicketCommand } from '../ticket/commands.ts';
import { callEntry, recordedCall } from '../ticket/moves.ts';
import type { TicketState } from '../ticket/state.ts';
import { chaseTicket, finalCall, firstCallDueAt, lastChance } from './chase-times.ts';
import { moveTo, smsEntry } from './move.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket, waitsUntil } from './process-tickets.ts';
import type { Move, ServicePackageState, SmsOrder } from './state.ts';
import { cancelUnpaid, unpaidCancelledAt } from './unpaid-cancellation.ts';
import type { Does } from './move.ts';

export type RecordCall = Extract<TicketCommand, { kind: 'record-call' }>;

/** The calls of a chase: one to ask for the payment, one the day before the first visit, one after the cancellation. */
export type ChaseCall = 'first-call' | 'last-call' | 'final-call';

/** FK-06: still unpaid, so somebody calls. */
export function openChase(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const dueAt = firstCallDueAt(policy, before, at);
  const rule = policy.rules['not-paid-ticket'];
  return moveTo(policy, before, at, {}, opensTicket(policy, { type: policy.chase.ticket, at, dueAt, rule }));
}

/**
 * Which call can be recorded now, or `null` when the one before has been and the next has not begun: two people who record
 * one call must not lose the customer a package.
 */
export function chaseCallAt(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticket: Pick<TicketState, 'calls'>,
  at: Instant,
): ChaseCall | null {
  if (state.stage === 'cancelled') {
    const cancelledAt = unpaidCancelledAt(state);
    return cancelledAt !== null && at < finalCall(policy, cancelledAt).from ? null : 'final-call';
  }
  if (!ticket.calls.some(({ step }) => step === 'first-call')) return 'first-call';
  const { from } = lastChance(policy, state);
  const isMade = ticket.calls.some((call) => call.step === 'last-call' && call.at >= from);
  return at < from || isMade ? null : 'last-call';
}

/** Why a call of the chase is not recorded, or `null`. */
export function refusalOfChaseCall(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticket: TicketState,
  at: Instant,
): Refusal | null {
  const step = chaseCallAt(policy, state, ticket, at);
  const isMade = step === 'final-call' && ticket.calls.some((call) => call.step === step);
  return step === null || isMade ? callAlreadyRecorded() : null;
}

/** Carries out a call that is not refused; the last unanswered one cancels at once, in the sequence of FK-11. */
export function recordChaseCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  at: Instant,
): Move[] {
  const step = chaseCallAt(policy, before, found, at);
  const ticket = keepsCall(found, recordedCall(command, step, at));
  const entry = callEntry(policy.tickets, ticket, command, at);
  if (step === 'final-call') {
    // FK-12: nobody answers the last try, and the ticket is closed.
    const { noAnswerResult } = policy.tickets;
    const after =
      command.outcome === 'answered' ? resolves(policy.tickets, ticket, at) : closes(ticket, at, noAnswerResult);
    return [moveTo(policy, before, at, {}, { tickets: [after], entries: [entry] })];
  }
  const { until } = lastChance(policy, before);
  if (command.outcome === 'answered') {
    // FK-07, FK-10: the form is filled on the call; the money ends the chase, not the promise.
    return [moveTo(policy, before, at, {}, { tickets: [opensAgain(ticket, at, until)], entries: [entry] })];
  }
  if (step === 'first-call') {
    // FK-08
    const sms: SmsOrder = {
      intent: `${policy.sms.firstNoAnswer.text}/first-call`,
      values: {},
      ...policy.sms.firstNoAnswer,
    };
    const tickets = [waitsOnCustomer(ticket, at, until)];
    return [moveTo(policy, before, at, {}, { tickets, sms: [sms], entries: [entry, smsEntry(at, sms)] })];
  }
  const recorded = moveTo(policy, before, at, {}, { tickets: [ticket], entries: [entry] });
  return [recorded, ...cancelUnpaid(policy, recorded.state, at)];
}

/** When the first visit has moved, a ticket that waits for the day before it moves along. */
export function chaseMovedTo(policy: ServicePackagePolicy, state: ServicePackageState, at: Instant): Does {
  const ticket = chaseTicket(policy, state);
  const { until } = lastChance(policy, state);
  if (ticket === undefined || state.stage !== 'booked' || ticket.dueAt === until) return {};
  const isCalled = ticket.calls.some(({ step }) => step === 'first-call');
  if (!isCalled && ticket.dueAt <= until) return {};
  const rule = policy.rules['not-paid-ticket'];
  // FK-08: who was not reached is waited for until the day before, whichever that is by now.
  return ticket.status === 'waiting-on-customer'
    ? waitsUntil(ticket, at, until, rule)
    : callsAgain(ticket, at, until, rule);
}

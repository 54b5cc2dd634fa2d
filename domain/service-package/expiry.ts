import type { Instant } from '../calendar/instant.ts';
import { closes, keepsCall, resolves, waitsOnCustomer } from '../ticket/changes.ts';
import { callEntry, recordedCall } from '../ticket/calls.ts';
import type { TicketState } from '../ticket/state.ts';
import { expiryTicket, visitsToCallFor } from './grace-calls.ts';
import { keepCall, laterCall, type RecordCall } from './later-call.ts';
import { entryOf, moveTo, textIntents, textParts } from './move-parts.ts';
import type { ExpiryCall, ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket, together } from './process-tickets.ts';
import type { Move, ServicePackageState, Visit } from './state.ts';
import { asksToPayBack, returnedInGrace } from './returned-visits.ts';
import { callOfDay, callTimes, graceCalls } from './validity.ts';
import { plannedVisits, visitsLeft, visitsUnused } from './visits.ts';

/**
 * FK-14, FK-15, FK-17: the month is over with visits left. The grace begins, and the ticket for a first call, if one is
 * due.
 */
export function expire(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const left = visitsUnused(policy, before, at);
  const entries = [entryOf(at, 'expired', 'careline', policy.rules.expired, { visitsLeft: left })];
  const [first] = graceCalls(policy, before);
  if (first === undefined || visitsToCallFor(policy, before) === 0)
    return moveTo(policy, before, at, { stage: 'grace' }, { entries });
  const { dueAt } = callTimes(policy, before, first.day);
  const ticket = opensTicket(policy, { type: policy.validity.ticket, at, dueAt, rule: policy.rules.expired });
  const fields = { stage: 'grace', expiryCallsOpened: [first.day] } as const;
  return moveTo(policy, before, at, fields, together({ entries }, ticket));
}

/** The day of another call has come; it is due by that day's end of working hours. */
export function openExpiryCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  day: number,
  at: Instant,
): Move {
  const ticket = expiryTicket(policy, before);
  const { dueAt } = callTimes(policy, before, day);
  const rule = policy.rules['call-due'];
  const fields = { expiryCallsOpened: [...before.expiryCallsOpened, day] };
  const parts =
    ticket === undefined
      ? opensTicket(policy, { type: policy.validity.ticket, at, dueAt, rule })
      : callsAgain(ticket, at, dueAt, rule);
  return moveTo(policy, before, at, fields, parts);
}

/**
 * FK-17: the end of day 14. Unused visits are lost, planned or not; open calls stay with the team. Two kinds are not
 * lost: a visit that has begun waits for its record, and visits returned within the grace are paid back.
 */
export function deactivate(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const begun = plannedVisits(before).filter(({ startsAt }) => policy.visits.record !== undefined && startsAt <= at);
  const waiting = begun.map(({ id }) => id);
  const isLost = ({ id, status }: Visit) => status === 'planned' && !waiting.includes(id);
  const lost = visitsLeft(before) - waiting.length - returnedInGrace(policy, before);
  const planned = plannedVisits(before)
    .filter(isLost)
    .map(({ id }) => id);
  const visits = before.visits.map((visit) => (isLost(visit) ? { ...visit, status: 'forfeited' as const } : visit));
  const details = { forfeited: lost, planned };
  const entries = [entryOf(at, 'deactivated', 'careline', policy.rules.deactivated, details)];
  const fields = { stage: 'deactivated', visits, forfeited: lost, deactivatedAt: at } as const;
  const paysBack = asksToPayBack(policy, { ...before, ...fields }, at);
  return moveTo(policy, before, at, fields, together({ entries }, paysBack));
}

function stepOf({ day }: ExpiryCall): string {
  return `day-${day}`;
}

/**
 * FK-16, FK-17: the day decides the text. After the grace, and once every visit has a date, no text is sent and the
 * call is only kept.
 */
export function recordExpiryCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  at: Instant,
): Move {
  const call = before.stage === 'grace' ? callOfDay(policy, before, at) : undefined;
  if (call !== undefined && found.calls.some(({ step }) => step === stepOf(call))) {
    return laterCall(policy, before, found, command, { at, unsent: textIntents(call, stepOf(call)) });
  }
  if (call === undefined && isBeforeCalls(policy, before)) return keepCall(policy, before, found, command, at);
  const ticket = keepsCall(found, recordedCall(command, call === undefined ? null : stepOf(call), at));
  const entry = callEntry(policy.tickets, ticket, command, at);
  if (command.outcome === 'answered') {
    return moveTo(policy, before, at, {}, { tickets: [resolves(policy.tickets, ticket, at)], entries: [entry] });
  }
  const isAsked = visitsToCallFor(policy, before) > 0;
  const next = graceCalls(policy, before).find(({ day }) => call !== undefined && day > call.day);
  const isLast = call === undefined || call.closesTicket || next === undefined || !isAsked;
  const after = isLast
    ? closes(ticket, at, policy.tickets.noAnswerResult)
    : waitsOnCustomer(ticket, at, callTimes(policy, before, next.day).dueAt);
  const values = { visitsLeft: visitsToCallFor(policy, before) };
  const said = call === undefined || !isAsked ? {} : textParts(call, stepOf(call), at, values);
  return moveTo(policy, before, at, {}, together({ tickets: [after], entries: [entry] }, said));
}

// In the grace only the first call may be not before its day.
function isBeforeCalls(policy: ServicePackagePolicy, state: ServicePackageState): boolean {
  return state.stage === 'grace' && graceCalls(policy, state).length > 0;
}

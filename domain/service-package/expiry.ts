// Owns what expiry does: the grace, its calls by their day, and the end of it (FK-14 to FK-17). Refuses to move visits.
import type { Instant } from '../calendar/instant.ts';
import type { Refusal } from '../refusal.ts';
import { closes, keepsCall, resolves, waitsOnCustomer } from '../ticket/changes.ts';
import { callAlreadyRecorded } from '../ticket/commands.ts';
import { callEntry, recordedCall } from '../ticket/moves.ts';
import type { TicketState } from '../ticket/state.ts';
import type { RecordCall } from './chase.ts';
import { entryOf, moveTo, smsEntry } from './move.ts';
import type { ExpiryCall, ServicePackagePolicy } from './policy.ts';
import { callsAgain, opensTicket, together } from './process-tickets.ts';
import type { Move, ServicePackageState, SmsOrder } from './state.ts';
import { callOfDay, callTimes } from './validity.ts';
import { plannedVisits, visitsLeft } from './visits.ts';

/** The month is over with visits left: grace, and the ticket for the first call (FK-15). */
export function expire(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const entries = [entryOf(at, 'expired', 'careline', policy.rules.expired, { visitsLeft: visitsLeft(before) })];
  const [first] = policy.validity.calls;
  if (first === undefined) return moveTo(policy, before, at, { stage: 'grace' }, { entries });
  const { dueAt } = callTimes(policy, before, first.day);
  const ticket = opensTicket(policy, { type: policy.validity.ticket, at, dueAt, rule: policy.rules.expired });
  const fields = { stage: 'grace', expiryCallsOpened: [first.day] } as const;
  return moveTo(policy, before, at, fields, together({ entries }, ticket));
}

/** Another call's day has come; the ticket asks for it until that day's end of working hours. */
export function openExpiryCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  day: number,
  at: Instant,
): Move {
  const ticket = expiryTicket(policy, before);
  const { dueAt } = callTimes(policy, before, day);
  const fields = { expiryCallsOpened: [...before.expiryCallsOpened, day] };
  const does = ticket === undefined ? {} : callsAgain(ticket, at, dueAt, policy.rules['call-due']);
  return moveTo(policy, before, at, fields, does);
}

/** FK-17: the end of day 14. What was not used is lost, planned or not; calls left open stay with the team. */
export function deactivate(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move {
  const lost = visitsLeft(before);
  const planned = plannedVisits(before).map(({ id }) => id);
  const visits = before.visits.map((visit) =>
    visit.status === 'planned' ? { ...visit, status: 'forfeited' as const } : visit,
  );
  const details = { forfeited: lost, planned };
  const entries = [entryOf(at, 'deactivated', 'careline', policy.rules.deactivated, details)];
  const fields = { stage: 'deactivated', visits, forfeited: lost, deactivatedAt: at } as const;
  return moveTo(policy, before, at, fields, { entries });
}

function expiryTicket(policy: ServicePackagePolicy, { tickets }: ServicePackageState): TicketState | undefined {
  return tickets.find(({ id }) => id === policy.validity.ticket);
}

function stepOf({ day }: ExpiryCall): string {
  return `day-${day}`;
}

/** Each day's call is recorded once; one of day 1 may be recorded until the day of the next. */
export function refusalOfExpiryCall(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  ticket: TicketState,
  at: Instant,
): Refusal | null {
  const call = state.stage === 'grace' ? callOfDay(policy, state, at) : undefined;
  if (call === undefined) return null;
  return ticket.calls.some(({ step }) => step === stepOf(call)) ? callAlreadyRecorded() : null;
}

/** FK-16, FK-17: the day decides the text. After the grace there is nothing left to say: the call is only kept. */
export function recordExpiryCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  at: Instant,
): Move {
  const call = before.stage === 'grace' ? callOfDay(policy, before, at) : undefined;
  const ticket = keepsCall(found, recordedCall(command, call === undefined ? null : stepOf(call), at));
  const entry = callEntry(policy.tickets, ticket, command, at);
  if (command.outcome === 'answered') {
    return moveTo(policy, before, at, {}, { tickets: [resolves(policy.tickets, ticket, at)], entries: [entry] });
  }
  const next = policy.validity.calls.find(({ day }) => call !== undefined && day > call.day);
  const isLast = call === undefined || call.closesTicket || next === undefined;
  const after = isLast
    ? closes(ticket, at, policy.tickets.noAnswerResult)
    : waitsOnCustomer(ticket, at, callTimes(policy, before, next.day).dueAt);
  const sms = call === undefined ? [] : [textOf(before, call)];
  const entries = [entry, ...sms.map((order) => smsEntry(at, order))];
  return moveTo(policy, before, at, {}, { tickets: [after], sms, entries });
}

function textOf(state: ServicePackageState, call: ExpiryCall): SmsOrder {
  const intent = `${call.text}/${stepOf(call)}`;
  return { intent, text: call.text, values: { visitsLeft: visitsLeft(state) }, rule: call.rule };
}

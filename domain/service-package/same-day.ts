import type { Instant } from '../calendar/instant.ts';
import { closes, keepsCall, resolves } from '../ticket/changes.ts';
import { callEntry, recordedCall } from '../ticket/calls.ts';
import type { TicketState } from '../ticket/state.ts';
import { laterCall, type RecordCall } from './later-call.ts';
import { type MoveParts, moveTo, textIntents, textParts } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { opensTicket, together } from './process-tickets.ts';
import { sameDayCallDueAt, sameDayTicketId, visitOfTicket } from './same-day-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';

/**
 * FK-19: the call task of a visit just cancelled. With the switch of FK-20 the text goes out at once, answered or not.
 */
export function opensSameDay(
  policy: ServicePackagePolicy,
  visitId: string,
  at: Instant,
): { parts: MoveParts; settled: readonly string[] } {
  const { ticket: type, alwaysSend } = policy.visits.sameDay;
  const id = sameDayTicketId(policy, visitId);
  const ticket = opensTicket(policy, {
    type,
    id,
    at,
    dueAt: sameDayCallDueAt(policy, at),
    rule: policy.rules['visit-same-day'],
  });
  return alwaysSend
    ? { parts: together(ticket, textParts(policy.sms.sameDay, visitId, at)), settled: [visitId] }
    : { parts: ticket, settled: [] };
}

/** Working hours are over and the customer was not reached: SMS 5. The call still has to be made; it is overdue. */
export function sendSameDayText(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  ticketId: string,
  at: Instant,
): Move {
  const visitId = visitOfTicket(policy, ticketId) ?? '';
  const fields = { sameDaySettled: [...before.sameDaySettled, visitId] };
  return moveTo(policy, before, at, fields, textParts(policy.sms.sameDay, visitId, at));
}

/** Reached: no text. Not reached: the text, unless it has been sent, and the ticket closes. */
export function recordSameDayCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  at: Instant,
): Move {
  const visitId = visitOfTicket(policy, found.id) ?? '';
  if (found.calls.some(({ step }) => step === 'same-day')) {
    return laterCall(policy, before, found, command, { at, unsent: textIntents(policy.sms.sameDay, visitId) });
  }
  const ticket = keepsCall(found, recordedCall(command, 'same-day', at));
  const recorded: MoveParts = { entries: [callEntry(policy.tickets, ticket, command, at)] };
  const isSettled = before.sameDaySettled.includes(visitId);
  const sameDaySettled = isSettled ? before.sameDaySettled : [...before.sameDaySettled, visitId];
  if (command.outcome === 'answered') {
    const tickets = [resolves(policy.tickets, ticket, at)];
    return moveTo(policy, before, at, { sameDaySettled }, together(recorded, { tickets }));
  }
  const tickets = [closes(ticket, at, policy.tickets.noAnswerResult)];
  const text = isSettled ? {} : textParts(policy.sms.sameDay, visitId, at);
  return moveTo(policy, before, at, { sameDaySettled }, together(recorded, text, { tickets }));
}

import type { Instant } from '../calendar/instant.ts';
import { isReachedUntil, keepsCall, resolves } from '../ticket/changes.ts';
import { callEntry, recordedCall } from '../ticket/calls.ts';
import { answersMissedCall, type TicketCommand } from '../ticket/commands.ts';
import type { TicketState } from '../ticket/state.ts';
import { moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move, ServicePackageState } from './state.ts';

export type RecordCall = Extract<TicketCommand, { kind: 'record-call' }>;

type Meaning = {
  at: Instant;
  /** The intents of the texts that the unanswered call of the day has ordered. */
  unsent: readonly string[];
  /** The end of what was agreed on the call; without it the result is due as after any call. */
  holdsUntil?: Instant;
};

/**
 * Keeps a call that takes no step. If the customer answers later on the same day, the SMS about the unanswered call is
 * withdrawn, unless it has already been sent.
 */
export function laterCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  found: TicketState,
  command: RecordCall,
  { at, unsent, holdsUntil }: Meaning,
): Move {
  const ticket = keepsCall(found, recordedCall(command, null, at));
  const entries = [callEntry(policy.tickets, ticket, command, at)];
  if (!answersMissedCall(policy.tickets, found, command.outcome, at)) {
    return moveTo(policy, before, at, {}, { tickets: [ticket], entries });
  }
  const reached =
    holdsUntil === undefined ? resolves(policy.tickets, ticket, at) : isReachedUntil(ticket, at, holdsUntil);
  return moveTo(policy, before, at, {}, { tickets: [reached], entries, unsent });
}

/** Keeps a call that means nothing for the ticket: it stays as it is. */
export function keepCall(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  ticket: TicketState,
  command: RecordCall,
  at: Instant,
): Move {
  const entries = [callEntry(policy.tickets, ticket, command, at)];
  return moveTo(policy, before, at, {}, { tickets: [keepsCall(ticket, recordedCall(command, null, at))], entries });
}

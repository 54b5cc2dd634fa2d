import type { Instant } from '../calendar/instant.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOfTicketCommand, type TicketCommand, type TicketFacts } from './commands.ts';
import type { TicketPolicy } from './policy.ts';
import type { ResultFacts } from './results.ts';

// A call is with one customer, so it cannot be recorded for many tickets. Only Careline gives work back.
export type BulkCommand = Exclude<TicketCommand, { kind: 'record-call' | 'give-back' }>;

export type BulkPreview = { accepted: string[]; refused: { ticket: string; refusal: Refusal }[] };

/** The tickets that the command would change and those that refuse it, in the given order; duplicates count once. */
export function bulkPreview(
  policy: TicketPolicy,
  tickets: readonly (TicketFacts & { id: string; facts?: ResultFacts })[],
  command: BulkCommand,
  now: Instant,
): BulkPreview {
  const preview: BulkPreview = { accepted: [], refused: [] };
  for (const ticket of new Map(tickets.map((one) => [one.id, one])).values()) {
    const refusal = refusalOfTicketCommand(policy, ticket, command, now, ticket.facts);
    if (refusal === null) preview.accepted.push(ticket.id);
    else preview.refused.push({ ticket: ticket.id, refusal });
  }
  return preview;
}

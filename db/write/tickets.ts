import type { Instant } from '../../domain/calendar/instant.ts';
import type { TicketNotify, TicketState } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';
import { emitLiveEvents } from './live-events.ts';
import { notifyPeople } from './notifications.ts';
import { withdrawOfTickets } from './notifications-withdrawn.ts';

/** The case of the tickets, which their keys belong to, and their contact. */
export type TicketOwner = {
  caseId: string;
  process: 'service-package' | 'ticket';
  program: string;
  contactId: string;
  policyDigest: string;
};

/** A ticket to write; `id` is used when it is new. */
export type TicketToWrite = { id: string; ticket: TicketState; team: string; lead: string };

/**
 * Writes tickets that are new or have moved on. Returns the id of each by its key.
 * @throws Error when a ticket's record is already as far
 */
export async function writeTickets(
  em: Em,
  owner: TicketOwner,
  tickets: readonly TicketToWrite[],
  at: Instant,
): Promise<Map<string, string>> {
  if (tickets.length === 0) return new Map();
  const given = json(
    tickets.map(({ id, ticket, team, lead }) => ({ ...ticket, key: ticket.id, id, team, lead, state: ticket })),
  );
  const written = await rows<{ id: string; key: string }>(
    em,
    sql`insert into tickets as t (id, program, case_id, process, key, contact_id, type, team, lead, status, version, opened_at,
        due_at, assignee, assigned_at, escalated_at, result, closed_at, policy_digest, state)
      select id, ${owner.program}, ${owner.caseId}::uuid, ${owner.process}, key, ${owner.contactId}::uuid, type, team, lead, status,
        version, "openedAt", "dueAt", assignee, case when assignee is not null then ${at}::timestamptz end, "escalatedAt", result,
        "closedAt", ${owner.policyDigest}, state
      from jsonb_to_recordset(${given}) as new (id uuid, key text, type text, team text, lead text, status text, version int,
        "openedAt" timestamptz, "dueAt" timestamptz, assignee text, "escalatedAt" timestamptz, result text, "closedAt" timestamptz, state jsonb)
      on conflict (case_id, key) do update set status = excluded.status, version = excluded.version, due_at = excluded.due_at,
        assignee = excluded.assignee, escalated_at = excluded.escalated_at, result = excluded.result, closed_at = excluded.closed_at,
        state = excluded.state,
        assigned_at = case when t.assignee is distinct from excluded.assignee then excluded.assigned_at else t.assigned_at end
      where t.version < excluded.version returning id, key`,
  );
  if (written.length < tickets.length) throw new Error(`a ticket of ${owner.caseId} has moved meanwhile`);
  const events = written.map(({ id }) => ({ kind: 'ticket' as const, program: owner.program, caseId: id }));
  await emitLiveEvents(em, at, events);
  await withdrawOfTickets(
    em,
    written.map(({ id }) => id),
    at,
  );
  return new Map(written.map(({ id, key }) => [key, id]));
}

/** An amount of money, by the id of its payment or refund. */
export type Amounts = ReadonlyMap<string, { amountMinor: number; currency: string }>;

/** Tells people about tickets, each by its own id, and about money, each with its amount. */
export async function notifyAboutTickets(
  em: Em,
  owner: TicketOwner,
  notifies: readonly TicketNotify[],
  { ids, amounts }: { ids: ReadonlyMap<string, string>; amounts?: Amounts },
  at: Instant,
): Promise<void> {
  for (const { kind, ticket, roles, login } of notifies) {
    const id = ids.get(ticket);
    const about =
      id === undefined ? { process: owner.process, caseId: owner.caseId } : { process: 'ticket' as const, caseId: id };
    const details = { ticket, case: owner.caseId, ...amounts?.get(ticket) };
    await notifyPeople(
      em,
      { kind, roles, details, ...(login === null ? {} : { login }) },
      { program: owner.program, ...about, at },
    );
  }
}

/** Stores the help desk's number of a ticket. */
export async function writeHelpdeskRef(em: Em, ticketId: string, ref: string): Promise<void> {
  await rows(em, sql`update tickets set helpdesk_ref = ${ref} where id = ${ticketId}::uuid and helpdesk_ref is null`);
}

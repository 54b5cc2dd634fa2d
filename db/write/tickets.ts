import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { RecordedTicket } from '../../domain/ticket/process.ts';
import type { TicketNotify } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { json, parts, rows, sql } from '../sql.ts';
import { movedColumns, scopeParts } from './cases.ts';
import { emitLiveEvents } from './live-events.ts';
import { notifyPeople } from './notifications.ts';
import { withdrawOfTickets } from './notifications-withdrawn.ts';

/** The case that tickets belong to: they are its own (`process` is `ticket`), or keys name them within it. */
export type TicketOwner = {
  caseId: string;
  process: string;
  program: string;
  contactId: string;
  policyDigest: string;
};

/** A ticket to write; `id` is used when it is new. */
export type TicketToWrite = RecordedTicket & { id: string };

const given = sql`id uuid, key text, "ownKey" text, version int, stage text, queue text, assignee text, overdue boolean, open boolean,
  "sortAt" timestamptz, scopes text[], state jsonb, type text, lead text, "openedAt" timestamptz, "dueAt" timestamptz,
  "escalatedAt" timestamptz, result text, "closedAt" timestamptz`;

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
  const [first] = tickets;
  if (first === undefined) return new Map();
  const written = await rows<{ id: string; key: string }>(em, writing(owner, tickets, first.row.listed, at));
  if (written.length < tickets.length) throw new Error(`a ticket of ${owner.caseId} has moved meanwhile`);
  const events = written.map(({ id }) => ({ kind: 'ticket', program: owner.program, caseId: id }));
  await emitLiveEvents(em, at, events);
  await withdrawOfTickets(
    em,
    written.map(({ id }) => id),
    at,
  );
  return new Map(written.map(({ id, key }) => [key, id]));
}

function writing(
  owner: TicketOwner,
  tickets: readonly TicketToWrite[],
  listed: readonly string[],
  at: Instant,
): RawBuilder<{ id: string; key: string }> {
  const ownerId = owner.process === 'ticket' ? null : owner.caseId;
  const asked = tickets.map(({ id, ticket, row, lead }) => {
    const { type, openedAt, dueAt, escalatedAt, result, closedAt } = ticket;
    const key = ownerId === null ? null : ticket.id;
    return { ...row, ...{ id, key, ownKey: ticket.id, lead, type, openedAt, dueAt, escalatedAt, result, closedAt } };
  });
  return sql`with asked as (select given.*, coalesce(known.id, given.id) as case_id
        from jsonb_to_recordset(${json(asked)}) as given (${given})
        left join cases known on known.owner_id = ${ownerId}::uuid and known.key = given.key),
      moved as (insert into cases as k (id, process, program, owner_id, key, version, stage, queue, assignee, overdue, open, opened_at,
          sort_at, policy_digest, contact_id, scopes, state)
        select case_id, 'ticket', ${owner.program}, ${ownerId}::uuid, key, version, stage, queue, assignee, overdue, open, "openedAt",
          "sortAt", ${owner.policyDigest}, ${owner.contactId}::uuid, scopes, state from asked
        on conflict (id) do update set version = excluded.version, stage = excluded.stage, queue = excluded.queue,
          assignee = excluded.assignee, overdue = excluded.overdue, open = excluded.open, sort_at = excluded.sort_at,
          scopes = excluded.scopes, state = excluded.state
        where k.version < excluded.version returning ${movedColumns})${parts(scopeParts(listed))},
      projected as (insert into tickets as t (id, program, type, lead, due_at, assigned_to, assigned_at, escalated_at, result, closed_at)
        select case_id, ${owner.program}, type, lead, "dueAt", assignee, case when assignee is not null then ${at}::timestamptz end,
          "escalatedAt", result, "closedAt" from asked where case_id in (select id from moved)
        on conflict (id) do update set due_at = excluded.due_at, escalated_at = excluded.escalated_at, result = excluded.result,
          closed_at = excluded.closed_at, assigned_to = excluded.assigned_to,
          assigned_at = case when t.assigned_to is distinct from excluded.assigned_to then excluded.assigned_at else t.assigned_at end)
      select moved.id, asked."ownKey" as key from moved join asked on asked.case_id = moved.id`;
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
      id === undefined ? { process: owner.process, caseId: owner.caseId } : { process: 'ticket', caseId: id };
    const details = { ticket, case: owner.caseId, ...amounts?.get(ticket) };
    await notifyPeople(
      em,
      { kind, roles, details, ...(login === null ? {} : { login }) },
      { program: owner.program, ...about, at },
    );
  }
}

/** Stores the help desk's number of a ticket, and the program's account where it is. */
export async function writeHelpdeskRef(
  em: Em,
  ticketId: string,
  { ref, account = null }: { ref: string; account?: string | null },
): Promise<void> {
  await rows(
    em,
    sql`update tickets set helpdesk_ref = ${ref}, helpdesk_account = ${account}
      where id = ${ticketId}::uuid and helpdesk_ref is null`,
  );
}

// One transaction writes the whole move: ticket, timeline, timetable, notifications.
import type { RecordedTicket } from '../../domain/ticket/process.ts';
import type { TicketMove, TicketState } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { notFollowing, type NotWritten } from './recorded-otherwise.ts';
import { notifyAboutTickets, type TicketOwner, writeTickets } from './tickets.ts';

/** Writes a ticket's first move. Must run inside a transaction. */
export async function writeOpening(
  em: Em,
  owner: Omit<TicketOwner, 'process' | 'caseId'>,
  recorded: RecordedTicket,
  move: TicketMove,
): Promise<void> {
  await writeMove(em, { ...owner, caseId: move.state.id, process: 'ticket' }, recorded, move, null);
}

type Before = Omit<TicketOwner, 'process' | 'caseId'> & { state: TicketState };

/**
 * Writes a move, unless the record has another one or its request was carried out before. Must run inside a
 * transaction.
 * @throws Error when the ticket does not exist, or has moved in the meantime
 */
export async function writeTicketMove(
  em: Em,
  recorded: RecordedTicket,
  move: TicketMove,
  updateId: string | null,
): Promise<{ kind: 'written' } | NotWritten<TicketState>> {
  const { id } = move.state;
  await lockCase(em, id);
  const before = await row<Before>(
    em,
    sql`select program, contact_id as "contactId", policy_digest as "policyDigest", state from cases
      where id = ${id}::uuid and process = 'ticket' and owner_id is null`,
  );
  if (before === null) throw new Error(`there is no ticket ${id}`);
  const { state, ...owner } = before;
  const { state: ticket } = move;
  const following = { caseId: id, recorded: state, first: ticket.version, last: ticket, updateId };
  const instead = await notFollowing(em, following);
  if (instead !== null) return instead;
  await writeMove(em, { ...owner, caseId: id, process: 'ticket' }, recorded, move, updateId);
  return { kind: 'written' };
}

async function writeMove(
  em: Em,
  owner: TicketOwner,
  recorded: RecordedTicket,
  move: TicketMove,
  updateId: string | null,
): Promise<void> {
  const { at } = move;
  const ids = await writeTickets(em, owner, [{ id: owner.caseId, ...recorded }], at);
  await writeHappening(em, owner, { ...move, updateId });
  await notifyAboutTickets(em, owner, move.notifies, { ids }, at);
}

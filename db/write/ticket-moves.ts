// Owns the writing of what happens to a ticket of no process: ticket, timeline, timetable, notifications, the request that
// asked, in one transaction. Refuses to write a move twice, and over another one.
import { isDeepStrictEqual } from 'node:util';
import type { TicketMove, TicketState } from '../../domain/ticket/state.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { wasCarriedOut } from './carried-out-updates.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { notifyAboutTickets, type TicketOwner, type TicketToWrite, writeTickets } from './tickets.ts';

/** Writes a ticket's first move. Must run inside a transaction. */
export async function writeOpening(
  em: Em,
  owner: Omit<TicketOwner, 'process' | 'caseId'>,
  ticket: Omit<TicketToWrite, 'id' | 'ticket'>,
  move: TicketMove,
): Promise<void> {
  await writeMove(em, { ...owner, caseId: move.ticket.id, process: 'ticket' }, ticket, move, null);
}

/**
 * What became of a move. `already`: it stood there. `otherwise`: the record is as far by another move, and this is its
 * state; `isCarriedOut` says whether the request that asked is part of what led there.
 */
export type WrittenTicketMove =
  | { kind: 'written' }
  | { kind: 'already' }
  | { kind: 'otherwise'; state: TicketState; isCarriedOut: boolean };

type Before = Omit<TicketOwner, 'process' | 'caseId'> & { team: string; lead: string; state: TicketState };

/**
 * Writes a move, unless the record is elsewhere or its request was carried out before. Must run inside a transaction.
 * @throws Error when the ticket does not exist
 */
export async function writeTicketMove(
  em: Em,
  id: string,
  move: TicketMove,
  updateId: string | null,
): Promise<WrittenTicketMove> {
  await lockCase(em, id);
  const before = await row<Before>(
    em,
    sql`select program, contact_id as "contactId", policy_digest as "policyDigest", team, lead, state from tickets
      where id = ${id}::uuid and process = 'ticket'`,
  );
  if (before === null) throw new Error(`there is no ticket ${id}`);
  const { team, lead, state, ...owner } = before;
  const isCarriedOut = updateId !== null && (await wasCarriedOut(em, { id: updateId, caseId: id }));
  if (isCarriedOut || state.version !== move.ticket.version - 1) {
    const isSame = isDeepStrictEqual(state, JSON.parse(JSON.stringify(move.ticket)));
    return isSame ? { kind: 'already' } : { kind: 'otherwise', state, isCarriedOut };
  }
  await writeMove(em, { ...owner, caseId: id, process: 'ticket' }, { team, lead }, move, updateId);
  return { kind: 'written' };
}

async function writeMove(
  em: Em,
  owner: TicketOwner,
  { team, lead }: Omit<TicketToWrite, 'id' | 'ticket'>,
  move: TicketMove,
  updateId: string | null,
): Promise<void> {
  const { ticket, at } = move;
  const ids = await writeTickets(em, owner, [{ id: owner.caseId, ticket, team, lead }], at);
  await writeHappening(em, owner, { ...move, updateId });
  await notifyAboutTickets(em, owner, move.notifies, ids, at);
}

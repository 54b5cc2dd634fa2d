// Owns the reading and writing of tickets of no process for their workflows. Refuses to decide.
import { log } from '@temporalio/activity';
import type { Orm } from '../db/orm.ts';
import { readTicket, readTicketPolicy } from '../db/read/tickets.ts';
import { writeTicketMove } from '../db/write/ticket-moves.ts';
import type { TicketRecordActivities } from '../workflows/ticket/contract.ts';

/** The activities that keep tickets, bound to a database. */
export function ticketRecordActivities(orm: Orm): TicketRecordActivities {
  return {
    async loadTicket({ ticketId }) {
      const em = orm.em.fork();
      const record = await readTicket(em, ticketId);
      if (record === null) throw new Error(`there is no ticket ${ticketId}`);
      return { policy: await readTicketPolicy(em, record), ticket: record.state };
    },

    async recordTicketMove({ ticketId, move, updateId }) {
      const written = await orm.em.fork().transactional((em) => writeTicketMove(em, ticketId, move, updateId));
      if (written.kind !== 'otherwise') return undefined;
      const { state, isCarriedOut } = written;
      const versions = { asked: move.ticket.version, recorded: state.version };
      log.warn('the record is ahead of its ticket by another move; the ticket goes on from it', {
        ticketId,
        ...versions,
      });
      return { state, isCarriedOut };
    },
  };
}

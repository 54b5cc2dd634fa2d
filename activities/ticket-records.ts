// Owns the reading and writing of tickets of no process for their workflows. Refuses to decide.
import { log } from '@temporalio/activity';
import type { Orm } from '../db/orm.ts';
import { readTeam } from '../db/read/team.ts';
import { readTicket, readTicketPolicy } from '../db/read/tickets.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { distributionOf, keepMeantFor } from '../db/write/ticket-distribution.ts';
import { writeTicketMove } from '../db/write/ticket-moves.ts';
import { assigneeFor } from '../domain/ticket/distribution.ts';
import type { TicketRecordActivities } from '../workflows/ticket/contract.ts';
import { type GiveBackEntry, takeBackFromGone } from './leaving.ts';

/** The activities that keep tickets, bound to a database. */
export function ticketRecordActivities(orm: Orm, giveBackEntry: GiveBackEntry): TicketRecordActivities {
  return {
    async loadTicket({ ticketId }) {
      const em = orm.em.fork();
      const record = await readTicket(em, ticketId);
      if (record === null) throw new Error(`there is no ticket ${ticketId}`);
      return { policy: await readTicketPolicy(em, record), ticket: record.state };
    },

    async recordTicketMove({ ticketId, move, updateId }) {
      const written = await orm.em.fork().transactional(async (em) => {
        const outcome = await writeTicketMove(em, ticketId, move, updateId);
        const { status, assignee } = move.state;
        if (outcome.kind === 'written' && status !== 'closed') {
          await takeBackFromGone(em, [assignee], move.at, giveBackEntry);
        }
        return outcome;
      });
      if (written.kind !== 'otherwise') return undefined;
      const { state, isCarriedOut } = written;
      const versions = { asked: move.state.version, recorded: state.version };
      log.warn('the record is ahead of its ticket by another move; the ticket goes on from it', {
        ticketId,
        ...versions,
      });
      return { state, isCarriedOut };
    },

    async chooseTicketAssignee({ ticketId, program, team, at }) {
      return orm.em.fork().transactional(async (em) => {
        await lockCase(em, distributionOf(program, team));
        const login = assigneeFor(await readTeam(em, { program, team, at }));
        if (login !== null) await keepMeantFor(em, ticketId, [{ ticket: ticketId, login }]);
        return login;
      });
    },
  };
}

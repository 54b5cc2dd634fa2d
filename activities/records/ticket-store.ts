import { readCasePolicy } from '../../db/read/cases.ts';
import { readTeam } from '../../db/read/team.ts';
import { keepMeantFor } from '../../db/write/ticket-distribution.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import type { TicketPolicy } from '../../domain/ticket/policy.ts';
import { recordedTicket, ticket, type TicketKinds } from '../../domain/ticket/process.ts';
import type { CaseStore } from './case-store.ts';

export const ticketStore: CaseStore<TicketKinds> = {
  process: ticket,
  team: readTeam,
  keepMeantFor,
  async write(em, { caseId, ...known }, [move], updateId) {
    if (move === undefined) throw new Error('there is no move to write');
    const policy = await readCasePolicy<TicketPolicy>(em, caseId, known);
    return writeTicketMove(em, recordedTicket(policy, move.state), move, updateId);
  },
};

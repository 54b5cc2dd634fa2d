import { readTicket, readTicketPolicy } from '../../db/read/tickets.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import { ticket, type TicketKinds } from '../../domain/ticket/process.ts';
import type { CaseStore } from './case-store.ts';

export const ticketStore: CaseStore<TicketKinds> = {
  process: ticket,
  async load(em, caseId) {
    const record = await readTicket(em, caseId);
    if (record === null) throw new Error(`there is no ticket ${caseId}`);
    return { policy: await readTicketPolicy(em, record), state: record.state };
  },
  async write(em, { caseId }, [move], updateId) {
    if (move === undefined) throw new Error('there is no move to write');
    return writeTicketMove(em, caseId, move, updateId);
  },
};

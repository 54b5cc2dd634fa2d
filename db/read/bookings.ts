// Owns what a contact has booked, for the results of tickets (FK-22). Refuses to judge who is the same person: the phone says.
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import type { TicketRecord } from './tickets.ts';

/** Whether a case is a package of a ticket's contact that was booked after the ticket was opened. */
export async function isBookedSince(
  em: Em,
  { program, contactId, caseId: own, state }: Pick<TicketRecord, 'program' | 'contactId' | 'caseId' | 'state'>,
  caseId: string,
): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from service_packages p join contacts theirs on theirs.id = p.contact_id
        join contacts asked on asked.id = ${contactId}::uuid and asked.program = theirs.program and asked.phone = theirs.phone
      where p.id = ${caseId}::uuid and p.program = ${program} and p.id <> ${own}::uuid
        and p.booked_at >= ${state.openedAt}::timestamptz`,
  );
  return found !== null;
}

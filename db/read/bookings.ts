// The phone number decides who is the same customer.
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import type { TicketRecord } from './tickets.ts';

/** True if a case is a package of the ticket's customer, booked after the ticket was opened (FK-22). */
export async function isBookedSince(
  em: Em,
  { program, contactId, caseId: own, state }: Pick<TicketRecord, 'program' | 'contactId' | 'caseId' | 'state'>,
  caseId: string,
): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from service_packages p join cases k on k.id = p.id join contacts theirs on theirs.id = k.contact_id
        join contacts asked on asked.id = ${contactId}::uuid and asked.program = theirs.program and asked.phone = theirs.phone
      where p.id = ${caseId}::uuid and p.program = ${program} and p.id <> ${own}::uuid
        and p.booked_at >= ${state.openedAt}::timestamptz`,
  );
  return found !== null;
}

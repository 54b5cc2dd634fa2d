// A contact is a customer to call and write to; contacts have no login.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** `phone` is E.164. */
export type NewContact = { id: string; program: string; name: string; phone: string; address: string | null };

export async function insertContact(em: Em, contact: NewContact, at: Instant): Promise<void> {
  await rows(
    em,
    sql`insert into contacts (id, program, name, phone, address, created_at)
      values (${contact.id}::uuid, ${contact.program}, ${contact.name}, ${contact.phone}, ${contact.address}, ${at}::timestamptz)`,
  );
}

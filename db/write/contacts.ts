// A contact is a customer to call and write to; contacts have no login.
import type { Instant } from '../../domain/calendar/instant.ts';
import { Contact } from '../entities/contacts.ts';
import type { Em } from '../orm.ts';

/** `phone` is E.164. */
export type NewContact = { id: string; program: string; name: string; phone: string; address: string | null };

export async function insertContact(em: Em, contact: NewContact, at: Instant): Promise<void> {
  await em.insert(Contact, { ...contact, createdAt: at });
}

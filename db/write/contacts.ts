// A contact is a customer to call and write to; contacts have no login.
import type { Instant } from '../../domain/calendar/instant.ts';
import { Contact } from '../entities/contacts.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { emitLiveEvents } from './live-events.ts';

/** `phone` is E.164. */
export type NewContact = { id: string; program: string; name: string; phone: string; address: string | null };

export async function insertContact(em: Em, contact: NewContact, at: Instant): Promise<void> {
  await em.insert(Contact, { ...contact, createdAt: at });
}

export type EnteredAddress = { packageId: string; program: string; address: string; by: string };

/** Writes a new address, its timeline entry and its audit entry. Must run inside a transaction. */
export async function writeAddress(
  em: Em,
  { packageId, program, address, by }: EnteredAddress,
  at: Instant,
): Promise<void> {
  await lockCase(em, packageId);
  const changed = await row<{ id: string }>(
    em,
    sql`update contacts set address = ${address} from cases p
      where p.id = ${packageId}::uuid and contacts.id = p.contact_id and contacts.address is distinct from ${address}
      returning contacts.id`,
  );
  if (changed === null) return;
  const entries = [{ at, what: 'address-entered', by, rule: null }];
  const about = { caseId: packageId, process: 'service-package', program };
  await writeHappening(em, about, { at, entries, next: null, updateId: null });
  await emitLiveEvents(em, at, [{ kind: 'service-package', program, caseId: packageId }]);
}

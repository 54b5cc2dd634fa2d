import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { emitLiveEvents } from './live-events.ts';

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

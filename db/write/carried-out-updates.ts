// An update is remembered in the transaction of its move, so both are stored or neither.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

/** Remembers an update, as a part of a statement, if its `header` has moved the case. */
export function updateInsertion(update: { id: string; caseId: string }, at: Instant): RawBuilder<unknown> {
  return sql`insert into carried_out_updates (update_id, case_id, at)
    select ${update.id}, ${update.caseId}::uuid, ${at}::timestamptz from header on conflict do nothing`;
}

/** True if a request has already moved this case. Its repetition would look like a refusal, but it was a success. */
export async function wasCarriedOut(em: Em, update: { id: string; caseId: string }): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from carried_out_updates where update_id = ${update.id} and case_id = ${update.caseId}::uuid`,
  );
  return found !== null;
}

/** Forgets requests that are too old to be repeated. Returns how many. */
export async function purgeUpdates(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'carried_out_updates', column: 'at' }, oldest);
}

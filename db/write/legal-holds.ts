import type { Instant } from '../../domain/calendar/instant.ts';
import { LegalHold } from '../entities/cases.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/**
 * Holds a case; the first hold stays. Must hold the case's lock, so that its removal is over or waits.
 * @returns false if it is held already, or gone
 */
export async function holdCase(
  em: Em,
  { caseId, reason, by, at }: { caseId: string; reason: string; by: string; at: Instant },
): Promise<boolean> {
  const written = await row(
    em,
    sql`insert into legal_holds (case_id, reason, held_by, held_at)
      select id, ${reason}, ${by}, ${at}::timestamptz from cases where id = ${caseId}::uuid
      on conflict (case_id) do nothing returning 1`,
  );
  return written !== null;
}

/** @returns false if it was not held */
export async function releaseCase(em: Em, caseId: string): Promise<boolean> {
  return (await em.nativeDelete(LegalHold, { case: caseId })) > 0;
}

import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, rows, sql } from '../sql.ts';

export type PastEntry = {
  at: Instant;
  what: string;
  by: string;
  rule: string | null;
  details: Record<string, unknown> | null;
  note: string | null;
};

/** A case's past entries, oldest first. */
export async function readTimeline(em: Em, caseId: string): Promise<PastEntry[]> {
  const found = await rows<PastEntry>(
    em,
    sql`select e.at, e.what, e.by, e.rule, e.details, n.text as note
      from timeline_entries e left join case_notes n on n.id = e.note_id where e.case_id = ${caseId}::uuid order by e.id`,
  );
  return found.map((entry) => ({ ...entry, at: instantOf(entry.at) }));
}

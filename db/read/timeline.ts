import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';

export type PastEntry = {
  at: Instant;
  what: string;
  by: string;
  rule: string | null;
  details: Record<string, unknown> | null;
  note: string | null;
};

/** A case's past entries, oldest first. */
export function readTimeline(em: Em, caseId: string): Promise<PastEntry[]> {
  return em
    .getKysely()
    .selectFrom('timeline_entries as e')
    .leftJoin('case_notes as n', 'n.id', 'e.note_id')
    .where('e.case_id', '=', caseId)
    .select(['e.at', 'e.what', 'e.by', 'e.rule', 'e.details', 'n.text as note'])
    .orderBy('e.id')
    .execute();
}

import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PlannedStep, TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { parts, rows, sql } from '../sql.ts';
import { updateInsertion } from './carried-out-updates.ts';
import { givenEntries, timelineInsertion, timetableReplacement } from './timeline.ts';

export type Happening = {
  at: Instant;
  entries: readonly TimelineEntry[];
  /** `null`: the timetable stays. */
  next: readonly PlannedStep[] | null;
  /** The request that asked for it. */
  updateId: string | null;
};

/** Must run in the transaction of the record that it describes. */
export async function writeHappening(
  em: Em,
  { caseId, process, program }: { caseId: string; process: string; program: string },
  { at, entries, next, updateId }: Happening,
): Promise<void> {
  const written = parts({
    passed: timelineInsertion(caseId, entries),
    audited: auditInsertion(caseId, process, entries),
    planned: next && timetableReplacement(caseId, process, next),
    remembered: updateId === null ? null : updateInsertion({ id: updateId, caseId }, at),
  });
  await rows(em, sql`with header as (select ${program}::text as program)${written} select 1`);
}

/** Audits what people did to a case, as a part of a statement; the reason is their note about it. `null`: nothing. */
export function auditInsertion(
  caseId: string,
  process: string,
  entries: readonly TimelineEntry[],
): RawBuilder<unknown> | null {
  const byPeople = entries.filter(({ by }) => by !== 'careline' && by !== 'customer');
  if (byPeople.length === 0) return null;
  return sql`insert into audit_entries (at, actor, action, program, case_id, reason, details)
    select at, by, ${process} || '.' || what, program, ${caseId}::uuid,
      (select text from case_notes where id = "noteId"), details
    from header, ${givenEntries(byPeople)} order by ordinality`;
}

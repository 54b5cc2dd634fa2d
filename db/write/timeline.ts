import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PlannedStep, TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { given, json, rows, sql } from '../sql.ts';

/** Appends entries to a case's timeline. */
export async function appendTimeline(em: Em, caseId: string, entries: readonly TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await rows(em, sql`with header as (select 1) ${timelineInsertion(caseId, entries)}`);
}

/** Entries as rows. */
export function givenEntries(entries: readonly TimelineEntry[]): RawBuilder<unknown> {
  return given(entries, sql`at timestamptz, what text, by text, rule text, details jsonb, "noteId" uuid`);
}

/** Appends entries, as a part of a statement, once for each row of its `header`. */
export function timelineInsertion(caseId: string, entries: readonly TimelineEntry[]): RawBuilder<unknown> {
  return sql`insert into timeline_entries (case_id, at, what, by, rule, details, note_id)
    select ${caseId}::uuid, at, what, by, rule, details, "noteId" from header, ${givenEntries(entries)} order by ordinality`;
}

/** Stores a person's text about a case, before the case is asked to move. The same id is the same note. */
export async function writeNote(
  em: Em,
  note: { id: string; caseId: string; by: string; text: string },
  at: Instant,
): Promise<void> {
  await rows(
    em,
    sql`insert into case_notes (id, case_id, by, text, at)
      values (${note.id}::uuid, ${note.caseId}::uuid, ${note.by}, ${note.text}, ${at}::timestamptz) on conflict do nothing`,
  );
}

/** Deletes the note of a refused move; a note in a timeline stays. */
export async function dropNote(em: Em, id: string): Promise<void> {
  await rows(
    em,
    sql`delete from case_notes where id = ${id}::uuid
      and not exists (select 1 from timeline_entries where note_id = case_notes.id)`,
  );
}

/** Replaces a case's timetable, as a part of a statement whose `header` names the program. */
export function timetableReplacement(
  caseId: string,
  process: string,
  steps: readonly PlannedStep[],
): RawBuilder<unknown> {
  const [next] = steps;
  if (next === undefined) return sql`delete from case_timetables using header where case_id = ${caseId}::uuid`;
  return sql`insert into case_timetables (case_id, process, program, next_at, steps)
    select ${caseId}::uuid, ${process}, program, ${next.at}::timestamptz, ${json(steps)} from header
    on conflict (case_id) do update set process = excluded.process, next_at = excluded.next_at, steps = excluded.steps`;
}

// Owns what a case's past and future look like in the database. Refuses to know any process.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PlannedStep, TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

/** Appends what has happened to a case. */
export async function appendTimeline(em: Em, caseId: string, entries: readonly TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const values = entries.map(
    (entry) => sql`(${caseId}::uuid, ${entry.at}::timestamptz, ${entry.what}, ${entry.by}, ${entry.rule}::text,
      ${entry.details === undefined ? null : json(entry.details)}::jsonb, ${entry.noteId ?? null}::uuid)`,
  );
  await rows(
    em,
    sql`insert into timeline_entries (case_id, at, what, by, rule, details, note_id) values ${sql.join(values)}`,
  );
}

/** Keeps what a person wrote about a case, before the case is asked to move because of it. */
export async function writeNote(
  em: Em,
  note: { id: string; caseId: string; by: string; text: string },
  at: Instant,
): Promise<void> {
  await rows(
    em,
    sql`insert into case_notes (id, case_id, by, text, at)
      values (${note.id}::uuid, ${note.caseId}::uuid, ${note.by}, ${note.text}, ${at}::timestamptz)`,
  );
}

export type CaseName = { caseId: string; process: string; program: string };

/** Replaces what will happen to a case; a case without a next step has no row. */
export async function writeTimetable(em: Em, name: CaseName, steps: readonly PlannedStep[]): Promise<void> {
  const [next] = steps;
  if (next === undefined) {
    await rows(em, sql`delete from case_timetables where case_id = ${name.caseId}::uuid`);
    return;
  }
  await rows(
    em,
    sql`insert into case_timetables (case_id, process, program, next_at, steps)
      values (${name.caseId}::uuid, ${name.process}, ${name.program}, ${next.at}::timestamptz, ${json(steps)})
      on conflict (case_id) do update set next_at = excluded.next_at, steps = excluded.steps`,
  );
}

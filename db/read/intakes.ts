import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

export type NextIntake = { id: string; dueAt: Instant };

/** Intakes with a step ahead, earliest first, after a given one. */
export async function nextIntakes(em: Em, limit: number, after: NextIntake | null): Promise<NextIntake[]> {
  const further =
    after === null ? sql`` : sql` and (next_at, case_id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`;
  return rows<NextIntake>(
    em,
    sql`select case_id as id, next_at as "dueAt" from case_timetables where process = 'intake'${further}
      order by next_at, case_id limit ${limit}`,
  );
}

/** An intake with a step ahead; `latestAt` is its latest message. */
export type TimedIntake = { program: string; answers: number; dueAt: Instant; latestAt: Instant };

/** `null` when it is no longer such an intake. Must be called under the case's lock. */
export async function readTimedIntake(em: Em, id: string): Promise<TimedIntake | null> {
  return row<TimedIntake>(
    em,
    sql`select c.program, c.intake_answers as answers, t.next_at as "dueAt", coalesce((select max(m.at) from messages m
        where m.conversation_id = c.id), c.opened_at) as "latestAt"
      from conversations c join cases k on k.id = c.id join case_timetables t on t.case_id = c.id
      where c.id = ${id}::uuid and k.stage = 'intake' and t.process = 'intake'`,
  );
}

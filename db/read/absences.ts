import type { Absence } from '../../domain/conversation/absence.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/** The absence set for a queue, or `null`. It may be past or future. */
export async function readAbsence(em: Em, program: string, queue: string | null): Promise<Absence | null> {
  if (queue === null) return null;
  return row<Absence>(
    em,
    sql`select "from", until, substitute_name as "substituteName", substitute_phone as "substitutePhone"
      from queue_absences where program = ${program} and queue = ${queue}`,
  );
}

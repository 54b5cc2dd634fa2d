import type { Instant } from '../../domain/calendar/instant.ts';
import type { Absence } from '../../domain/conversation/absence.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

export type QueueName = { program: string; queue: string };

/** Sets the absence of a queue and replaces an earlier one. */
export async function writeAbsence(
  em: Em,
  { program, queue }: QueueName,
  absence: Absence,
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  const { from, until, substituteName, substitutePhone } = absence;
  await rows(
    em,
    sql`insert into queue_absences (program, queue, "from", until, substitute_name, substitute_phone, set_by, set_at)
      values (${program}, ${queue}, ${from}::date, ${until}::date, ${substituteName}, ${substitutePhone}, ${by}, ${at}::timestamptz)
      on conflict (program, queue) do update set "from" = excluded."from", until = excluded.until,
        substitute_name = excluded.substitute_name, substitute_phone = excluded.substitute_phone,
        set_by = excluded.set_by, set_at = excluded.set_at`,
  );
}

/** Clears the absence of a queue. Returns whether there was one. */
export async function deleteAbsence(em: Em, { program, queue }: QueueName): Promise<boolean> {
  const gone = await row(
    em,
    sql`delete from queue_absences where program = ${program} and queue = ${queue} returning 1`,
  );
  return gone !== null;
}

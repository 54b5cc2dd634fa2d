import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

/** The channel of `LISTEN`. The notification is empty: a process that wakes reads the log from where it stopped. */
export const LIVE_CHANNEL = 'careline_live';

export type LiveEvent = {
  /** The process of the case. */
  kind: string;
  program: string;
  caseId: string;
  /** The scopes by which people could read a case that is not there any more. */
  before?: readonly Scope[];
};

/** Appends events to the log; they reach the streams when the transaction commits. */
export async function emitLiveEvents(em: Em, at: Instant, events: readonly LiveEvent[]): Promise<void> {
  if (events.length === 0) return;
  const values = events.map(
    (event) =>
      sql`(${event.kind}, ${event.program}, ${event.caseId}::uuid, ${event.before === undefined ? null : json(event.before)}::jsonb, ${at}::timestamptz)`,
  );
  await rows(
    em,
    sql`with logged as (
      insert into live_events (kind, program, case_id, before, at) values ${sql.join(values)} returning 1
    ) select pg_notify(${LIVE_CHANNEL}, '') from (select count(*) from logged) as counted`,
  );
}

/** Forgets events that are too old for any stream. Returns how many. */
export async function purgeLiveEvents(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'live_events', column: 'at' }, oldest);
}

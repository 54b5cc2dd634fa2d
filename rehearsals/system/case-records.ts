import type pg from 'pg';
import { milliseconds } from './happenings.ts';

export type CaseRecords = {
  /** The next due instant of any open case or API key expiry; `null` where there is none. */
  nextDue(): Promise<Date | null>;
  /** Unfinished work in the database at an instant, in words, or `null`. */
  unfinished(now: Date): Promise<string | null>;
  /** Every workflow that has ever had an outbox entry. */
  workflowIds(): Promise<string[]>;
};

const UNFINISHED = `
select 'the outbox has not delivered ' || key || coalesce(': ' || last_error, '') as what from outbox where delivered_at is null
union all select 'the inbox has not processed ' || event_id || coalesce(': ' || last_error, '') from inbox
  where processed_at is null and quarantined_at is null
union all select 'the effect ' || key || ' is ' || status from outbound_effects where status in ('planned', 'sending')
union all select 'the key ' || id || ' has expired and its app has given nothing back' from api_keys
  where expires_at <= $1 and ended_at is null and revoked_at is null
union all select 'case ' || case_id || ' was due at ' || next_at || ' and has not moved' from case_timetables where next_at <= $1
limit 1`;

const NEXT_DUE = `select ${milliseconds('min(due)')} as at from (select min(next_at) as due from case_timetables
  union all select min(expires_at) from api_keys where ended_at is null and revoked_at is null) as ahead`;

export function caseRecords(client: pg.Client): CaseRecords {
  return {
    async nextDue() {
      const { rows } = await client.query<{ at: number | null }>(NEXT_DUE);
      const at = rows[0]?.at ?? null;
      return at === null ? null : new Date(at);
    },
    async unfinished(now) {
      const { rows } = await client.query<{ what: string }>(UNFINISHED, [now.toISOString()]);
      return rows[0]?.what ?? null;
    },
    async workflowIds() {
      const { rows } = await client.query<{ id: string }>('select distinct workflow_id as id from outbox');
      return rows.map(({ id }) => id);
    },
  };
}

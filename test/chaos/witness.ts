// Owns watching the database from outside: when each ladder step is first there, by our own clock. Refuses to judge.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { systemClock } from '../../platform/clock.ts';
import type { Journal } from './journal.ts';

const LOOK_EVERY_MS = 100;

export const ladderEntries = ['escalated', 'no-answer-text-sent', 'announced-at-opening'] as const;

/** Looks until told to stop, over every outage of PostgreSQL. */
export async function witness(databaseUrl: string, { seen }: Journal, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (!signal.aborted) {
        const { rows } = await client.query<{ case_id: string; what: string }>(
          'select distinct case_id, what from timeline_entries where what = any($1)',
          [ladderEntries],
        );
        const now = systemClock.now().getTime();
        for (const { case_id: id, what } of rows) if (!seen.has(`${id}/${what}`)) seen.set(`${id}/${what}`, now);
        await pause(LOOK_EVERY_MS);
      }
    } catch {
      // PostgreSQL is one of those that are killed.
      await pause(LOOK_EVERY_MS);
    }
    await client.end().catch(() => undefined);
  }
}

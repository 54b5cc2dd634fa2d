// Watches the database from outside, and notes by its own clock when each ladder step first appears.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { systemClock } from '../../platform/clock.ts';
import { withDatabase } from './database.ts';
import type { Journal } from './journal.ts';

const LOOK_EVERY_MS = 100;

const ladderEntries = ['escalated', 'no-answer-text-sent', 'announced-at-opening'] as const;

/** Watches until told to stop, through every outage of PostgreSQL. */
export async function witness(databaseUrl: string, { seen }: Journal, signal: AbortSignal): Promise<void> {
  const look = async (client: pg.Client) => {
    while (!signal.aborted) {
      const { rows } = await client.query<{ case_id: string; what: string }>(
        'select distinct case_id, what from timeline_entries where what = any($1)',
        [ladderEntries],
      );
      const now = systemClock.now().getTime();
      for (const { case_id: id, what } of rows) if (!seen.has(`${id}/${what}`)) seen.set(`${id}/${what}`, now);
      await pause(LOOK_EVERY_MS);
    }
  };
  // PostgreSQL itself is killed too.
  while (!signal.aborted) await withDatabase(databaseUrl, look).catch(() => pause(LOOK_EVERY_MS));
}

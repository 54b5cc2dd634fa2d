import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Orm } from '../../db/orm.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { deliverStart, seedRequest } from '../../test/harness/seeded-request.ts';
import { withClient } from '../shared/intakes.ts';

/** Something that falls due, with its customer's token if it has a customer. */
export type Sleeper = { id: string; workflowId: string; dueAt: Instant; token: string };

export type Side = {
  begin(dueAt: Instant): Promise<Sleeper>;
  /** Milliseconds since 1970 at which each was done; a sleeper that is not done in time is missing. */
  doneAt(sleepers: readonly Sleeper[]): Promise<ReadonlyMap<string, number>>;
};

// CDEK-13: the measured step of the ladder.
const STEP = 'PT10M';
const DONE_WITHIN_MS = 60_000;

/** Our requests: done when the step's entry is committed. */
export function ladderSide(orm: Orm, client: Client, databaseUrl: string): Side {
  return {
    async begin(dueAt) {
      const seeded = await seedRequest(orm, { category: 'order', since: later(dueAt, `-${STEP}`) });
      await deliverStart(orm, client, 'careline', seeded);
      return { ...seeded, dueAt };
    },
    doneAt: (sleepers) =>
      untilAll(sleepers, async () => {
        const { rows } = await withClient(databaseUrl, (connection) =>
          connection.query<{ id: string; at: number }>(
            `select case_id as id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
              from timeline_entries where what = 'escalated' and case_id = any($1)`,
            [sleepers.map(({ id }) => id)],
          ),
        );
        return new Map(rows.map(({ id, at }) => [id, at]));
      }),
  };
}

/** Bare workflows: done when the server has recorded their end. */
export function sleepingSide(client: Client): Side {
  return {
    async begin(dueAt) {
      const workflowId = `sleeping/${randomUUID()}`;
      await client.workflow.start('sleepingUntil', { taskQueue: 'sleeping', workflowId, args: [dueAt] });
      return { id: workflowId, workflowId, dueAt, token: '' };
    },
    async doneAt(sleepers) {
      const ended = new Map<string, number>();
      return untilAll(sleepers, async () => {
        for (const { id, workflowId } of sleepers) {
          if (ended.has(id)) continue;
          const { closeTime } = await client.workflow.getHandle(workflowId).describe();
          if (closeTime !== undefined) ended.set(id, closeTime.getTime());
        }
        return ended;
      });
    },
  };
}

async function untilAll(
  sleepers: readonly Sleeper[],
  look: () => Promise<ReadonlyMap<string, number>>,
): Promise<ReadonlyMap<string, number>> {
  const giveUpAt = performance.now() + DONE_WITHIN_MS;
  for (;;) {
    const done = await look();
    if (done.size === sleepers.length || performance.now() > giveUpAt) return done;
    await pause(500);
  }
}

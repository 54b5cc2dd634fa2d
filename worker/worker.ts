// Owns the Temporal worker's options: what it runs and how much of it. Refuses to know where its parts come from.
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { type Adapters, sandboxAdapters } from '../activities/adapters.ts';
import { caseActivities } from '../activities/cases.ts';
import { helpdeskActivities } from '../activities/helpdesk.ts';
import { packageEffectActivities } from '../activities/package-effects.ts';
import type { Orm } from '../db/orm.ts';
import { effectLedger } from '../db/write/effect-ledger.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { giveBackEntry } from '../workflows/leaving/contract.ts';
import { workflowBundle } from './bundle.ts';

export type WorkerParts = {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  orm: Orm;
  /** How payloads are written and read; plain unless said. */
  dataConverter?: DataConverter;
  /** Where effects go; nowhere outside unless said. */
  adapters?: Adapters;
  /** By which effects are dated; skipped time brings its own. */
  clock?: Clock;
  /** False only in tests that show what the effect ledger's guard is for. */
  guard?: boolean;
  /** Workflows and activities with which a rehearsal tells its workflows the time. */
  rehearsed?: { workflows: { code: string }; activities: object };
};

/** A worker that polls once `run()` is called; search attributes must be registered before. */
export async function createWorker({
  connection,
  namespace,
  taskQueue,
  dataConverter = {},
  rehearsed,
  ...parts
}: WorkerParts): Promise<Worker> {
  const { failureConverterPath } = dataConverter;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    workflowBundle: rehearsed?.workflows ?? (await workflowBundle({ failureConverterPath })),
    activities: { ...activitiesOf(parts), ...rehearsed?.activities },
    shutdownGraceTime: '5 seconds',
    // A killed worker's cases wait this long for it before another takes them: steps are due to the second, histories small.
    stickyQueueScheduleToStartTimeout: '1 second',
  });
}

function activitiesOf({
  orm,
  adapters = sandboxAdapters(),
  clock = systemClock,
  guard = true,
}: Pick<WorkerParts, 'orm' | 'adapters' | 'clock' | 'guard'>) {
  const effects = { orm, ledger: effectLedger(orm), adapters, clock, guard };
  return {
    ...caseActivities({ orm, adapters, giveBackEntry }),
    ...packageEffectActivities(effects),
    ...helpdeskActivities(effects),
  };
}

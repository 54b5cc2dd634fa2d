import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { caseActivities } from '../activities/cases.ts';
import { type Adapters, sandboxAdapters } from '../activities/effects/adapters.ts';
import { effectActivities } from '../activities/effects/index.ts';
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
  /** Writes and reads payloads; plain by default. */
  dataConverter?: DataConverter;
  /** Where effects go; by default nothing leaves the system. */
  adapters?: Adapters;
  /** The clock that dates effects; tests with skipped time bring their own. */
  clock?: Clock;
  /** False only in tests that show why the effect ledger has a guard. */
  guard?: boolean;
  /** Workflows and activities that tell a rehearsal's workflows the time. */
  rehearsed?: { workflows: { code: string }; activities: object };
};

/** A worker that polls once `run()` is called; search attributes must be registered first. */
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
    // Cases of a killed worker wait this long before another takes them. Steps are due to the second, and histories are
    // small.
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
    ...effectActivities(effects),
  };
}

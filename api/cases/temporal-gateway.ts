// No request waits for a Temporal that is down: first tries and updates have a bounded wait.
import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Orm } from '../../db/orm.ts';
import { markDelivered, waitingOf } from '../../db/write/outbox.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { consoleOrigin, summarised } from '../../platform/case-summary.ts';
import type { Clock } from '../../platform/clock.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';
import { payloadsBy } from '../../platform/payloads/data-converter.ts';
import type { Settings } from '../../platform/settings.ts';
import { connectionOptions, inTime } from '../../platform/temporal.ts';
import type { CaseGateway, CaseStart, UpdateOutcome } from './gateway.ts';

const UPDATE_WAIT_MS = 8_000;
const FIRST_TRY_MS = 3_000;
/** The longest wait for a move: ask, deliver the pending start of the case, ask once more. */
export const LONGEST_MOVE_MS = UPDATE_WAIT_MS + FIRST_TRY_MS + UPDATE_WAIT_MS;
// More first tries than this at once mean that Temporal is slow or away: the relay will deliver.
const MOST_FIRST_TRIES = 16;

export type GatewayParts = { client: Client; taskQueue: string; orm: Orm; clock: Clock; logger: Logger };

/** A gateway with its own connection, which is opened at its first use. */
export function openTemporalCases(
  parts: Omit<GatewayParts, 'client' | 'taskQueue'> & { settings: Settings },
): CaseGateway & { close(): Promise<void> } {
  const { settings, orm, clock, logger } = parts;
  const connection = Connection.lazy({ ...connectionOptions(settings), connectTimeout: '3 seconds' });
  const interceptors = { workflow: [summarised(consoleOrigin(settings))] };
  const client = new Client({
    connection,
    namespace: settings.TEMPORAL_NAMESPACE,
    interceptors,
    ...payloadsBy(settings),
  });
  const gateway = temporalCases({ client, taskQueue: settings.TEMPORAL_TASK_QUEUE, orm, clock, logger });
  return { ...gateway, close: () => connection.close() };
}

/** The gateway over a given client. */
export function temporalCases(parts: GatewayParts): CaseGateway {
  const { client, taskQueue, logger } = parts;
  const deliver = firstTries(parts);
  return {
    deliver,
    async update(workflowId, name, input, id) {
      const ask = () => askRunning(client, workflowId, { name, input, id });
      const outcome = await outcomeOf(ask, logger);
      if (outcome.kind !== 'gone') return outcome;
      // Its start may still be pending in the outbox: deliver that first, then ask once more.
      await deliver(workflowId);
      return outcomeOf(ask, logger);
    },
    async updateWithStart(workflow, name, input, id) {
      // Pending deliveries come first: otherwise the case would start without them.
      await deliver(workflow.workflowId);
      return outcomeOf(() => askOrBegin(client, taskQueue, workflow, { name, input, id }), logger);
    },
  };
}

/** Delivers what the outbox holds for a workflow right away, unless too many deliveries are running. Never throws. */
function firstTries({ client, taskQueue, orm, clock, logger }: GatewayParts): CaseGateway['deliver'] {
  let running = 0;
  return async (workflowId) => {
    if (running >= MOST_FIRST_TRIES) return;
    running += 1;
    try {
      const em = orm.em.fork();
      for (const entry of await waitingOf(em, workflowId)) {
        await inTime(client, FIRST_TRY_MS, () => deliverEntry(client, taskQueue, entry));
        await markDelivered(em, [entry.id], toInstant(clock.now()));
      }
    } catch (error) {
      logger.warn({ workflowId, err: error }, 'not delivered at once; the relay goes on');
    } finally {
      running -= 1;
    }
  };
}

type Update = { name: string; input: unknown; id: string };

function askRunning(client: Client, workflowId: string, { name, input, id }: Update): Promise<unknown> {
  const options = { args: [input] as [unknown], updateId: id };
  return inTime(client, UPDATE_WAIT_MS, () => client.workflow.getHandle(workflowId).executeUpdate(name, options));
}

/** Asks a case for a move. If its workflow has ended, one call starts it again and asks. */
function askOrBegin(client: Client, taskQueue: string, { workflowId, type, input }: CaseStart, update: Update) {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    workflowId,
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const options = { args: [update.input] as [unknown], updateId: update.id, startWorkflowOperation };
  return inTime(client, UPDATE_WAIT_MS, () => client.workflow.executeUpdateWithStart(update.name, options));
}

async function outcomeOf(ask: () => Promise<unknown>, logger: Logger): Promise<UpdateOutcome> {
  try {
    await ask();
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.details?.[0] !== undefined) {
      return { kind: 'refused', refusal: cause.details[0] as Refusal };
    }
    logger.warn({ err: error }, 'the outcome of an update is not known');
    return { kind: 'unknown' };
  }
}

// Owns the API's conversation with Temporal: a first try at what the outbox holds, and updates with a bounded wait.
// Refuses to make anybody wait for a Temporal that is down.
import { Client, Connection, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Orm } from '../db/orm.ts';
import { markDelivered, waitingOf } from '../db/write/outbox.ts';
import { toInstant } from '../domain/calendar/instant.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { deliverEntry } from '../platform/outbox-delivery.ts';
import type { Settings } from '../platform/settings.ts';
import { connectionOptions } from '../platform/temporal.ts';
import type { CaseGateway, UpdateOutcome } from './cases.ts';

const UPDATE_WAIT_MS = 8_000;
const FIRST_TRY_MS = 3_000;
// More first tries than this at once means that Temporal is slow or away: the relay will do it.
const MOST_FIRST_TRIES = 16;

export type GatewayParts = { client: Client; taskQueue: string; orm: Orm; clock: Clock; logger: Logger };

/** A gateway over a connection of its own, which is made when first needed. */
export function openTemporalCases(
  parts: Omit<GatewayParts, 'client' | 'taskQueue'> & { settings: Settings },
): CaseGateway & { close(): Promise<void> } {
  const { settings, orm, clock, logger } = parts;
  const connection = Connection.lazy({ ...connectionOptions(settings), connectTimeout: '3 seconds' });
  const client = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  const gateway = temporalCases({ client, taskQueue: settings.TEMPORAL_TASK_QUEUE, orm, clock, logger });
  return { ...gateway, close: () => connection.close() };
}

/** The gateway over a client that somebody else owns. */
export function temporalCases({ client, taskQueue, orm, clock, logger }: GatewayParts): CaseGateway {
  let firstTries = 0;

  async function deliver(workflowId: string): Promise<void> {
    if (firstTries >= MOST_FIRST_TRIES) return;
    firstTries += 1;
    try {
      const em = orm.em.fork();
      for (const entry of await waitingOf(em, workflowId)) {
        await inTime(client, FIRST_TRY_MS, () => deliverEntry(client, taskQueue, entry));
        await markDelivered(em, [entry.id], toInstant(clock.now()));
      }
    } catch (error) {
      logger.warn({ workflowId, err: error }, 'not delivered at once; the relay goes on');
    } finally {
      firstTries -= 1;
    }
  }

  async function update(workflowId: string, name: string, input: unknown, updateId: string): Promise<UpdateOutcome> {
    const ask = () =>
      inTime(client, UPDATE_WAIT_MS, () =>
        client.workflow.getHandle(workflowId).executeUpdate(name, { args: [input], updateId }),
      );
    try {
      await ask();
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) return outcomeOf(error, logger);
    }
    // It may be owed its start: what is still in the outbox is delivered first, then it is asked once more.
    await deliver(workflowId);
    try {
      await ask();
      return { kind: 'done' };
    } catch (error) {
      return error instanceof WorkflowNotFoundError ? { kind: 'gone' } : outcomeOf(error, logger);
    }
  }

  return { deliver, update };
}

/**
 * Ends a call in time. The signal ends one that waits for its answer; the client does not ask it between its own tries
 * against a Temporal that is down, which would go on for twenty seconds, but it does ask the deadline.
 */
function inTime<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  const deadline = systemClock.now().getTime() + ms;
  return client.withDeadline(deadline, () => client.withAbortSignal(AbortSignal.timeout(ms), call));
}

function outcomeOf(error: unknown, logger: Logger): UpdateOutcome {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.details?.[0] !== undefined) {
    return { kind: 'refused', refusal: cause.details[0] as Refusal };
  }
  logger.warn({ err: error }, 'the outcome of an update is not known');
  return { kind: 'unknown' };
}

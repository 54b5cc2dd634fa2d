import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { OutboxEntry } from '../../db/write/outbox.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';
import { percentile } from '../shared/figures.ts';
import type { BenchSystem } from '../shared/system.ts';
import { makeIntakes } from '../shared/intakes.ts';
import { closedLoop } from '../shared/load.ts';
import { setWallTime, wallNow } from '../shared/wall-time.ts';
import type { Chooser } from './choosers.ts';

/** The same start for a new workflow. */
export function freshEntry(template: OutboxEntry): OutboxEntry {
  const workflowId = `conversation/cdek/${randomUUID()}`;
  return { ...template, key: `start/${workflowId}`, workflowId };
}

export type Beginning = { system: BenchSystem; client: Client; choose: Chooser; template: OutboxEntry };

/** Medians: from a choice over HTTP, and from a bare start, until the first workflow task is done. */
export async function untilRunning(
  { system, client, choose, template }: Beginning,
  count: number,
  atOnce: number,
): Promise<[number, number]> {
  const intakes = await makeIntakes(system.databaseUrl, count);
  const chosen = intakes.map((intake) => async () => {
    await choose(intake);
    return `conversation/cdek/${intake.id}`;
  });
  const started = intakes.map(() => async () => {
    const entry = freshEntry(template);
    await deliverEntry(client, 'careline', entry);
    return entry.workflowId;
  });
  return [await medianUntilRunning(client, chosen, atOnce), await medianUntilRunning(client, started, atOnce)];
}

type Begun = { workflowId: string; at: number };

/**
 * Uses the server's own time of the first task's end, read afterwards, so that queries do not disturb the measurement.
 */
async function medianUntilRunning(
  client: Client,
  begins: readonly (() => Promise<string>)[],
  atOnce: number,
): Promise<number> {
  setWallTime();
  const begun: Begun[] = [];
  await closedLoop(
    begins.map((begin) => async () => {
      const at = wallNow();
      begun.push({ workflowId: await begin(), at });
    }),
    atOnce,
  );
  const ms: number[] = [];
  for (const { workflowId, at } of begun) ms.push((await firstTaskDone(client, workflowId)) - at);
  return percentile(ms, 0.5);
}

/** Waits for the first task's end. Milliseconds since 1970. */
export async function firstTaskDone(client: Client, workflowId: string): Promise<number> {
  for (;;) {
    const history = await client.workflow
      .getHandle(workflowId)
      .fetchHistory()
      .catch(() => null);
    const event = history?.events?.find(({ workflowTaskCompletedEventAttributes: task }) => task);
    const { seconds, nanos } = event?.eventTime ?? {};
    if (seconds) return Number(seconds) * 1_000 + (nanos ?? 0) / 1e6;
    await pause(50);
  }
}

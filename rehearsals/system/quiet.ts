import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { SystemError } from '../runner/system.ts';
import type { CaseRecords } from './case-records.ts';
import type { SkippedTime } from './skipped-time.ts';
import type { WorkflowWatch } from './workflow-watch.ts';

export type QuietParts = {
  clock: Clock;
  time: SkippedTime;
  records: CaseRecords;
  watch: WorkflowWatch;
  /** Delivers what the API's first try has left in the outbox. */
  relay(): Promise<number>;
  /** Takes due steps of intakes, as the worker does. Returns how many it has moved. */
  intakes(): Promise<number>;
};

const LOOK_EVERY_MS = 2;
// The shortest wait of a timer that rang too early.
const NUDGE_MS = 1_000;
// The API makes its own first try; only what it leaves is relayed.
const RELAY_AFTER_MS = 200;
const LONGEST_MS = 30_000;

/**
 * Returns when outbox, inbox, effects, workflow tasks and activities are idle and no open case is due.
 * @throws SystemError naming what is still busy after 30 s
 */
export async function untilQuiet(parts: QuietParts): Promise<void> {
  const began = performance.now();
  for (;;) {
    const busy = await unfinished(parts);
    if (busy === null) return;
    parts.time.check();
    if ((await parts.intakes()) > 0) await parts.relay();
    const waited = performance.now() - began;
    if (waited > LONGEST_MS) throw new SystemError(`not at rest after ${LONGEST_MS / 1000} s: ${busy}`);
    if (waited > RELAY_AFTER_MS) await parts.relay();
    await ((await isDue(parts)) ? parts.time.pass(NUDGE_MS) : pause(LOOK_EVERY_MS));
  }
}

// A due timer that rang too early waits for the server's time, which runs no faster than the machine's.
async function isDue({ clock, records, time }: QuietParts): Promise<boolean> {
  if (isWorking(time)) return false;
  const due = await records.nextDue();
  return due !== null && due <= clock.now();
}

/** Unfinished work, in words. Cheap questions come first; the server is asked only when our own side is idle. */
async function unfinished({ clock, time, records, watch }: QuietParts): Promise<string | null> {
  const known = await records.unfinished(clock.now());
  if (known !== null) return known;
  if (isWorking(time)) return 'the worker is working';
  for (const workflowId of await records.workflowIds()) {
    const pending = await watch.pending(workflowId);
    if (pending !== null) return pending;
  }
  // Work may have begun after the first question, so it is asked again.
  return isWorking(time) ? 'the worker is working' : records.unfinished(clock.now());
}

function isWorking({ worker }: SkippedTime): boolean {
  const { numInFlightActivities, numInFlightWorkflowActivations } = worker.getStatus();
  return numInFlightActivities + numInFlightWorkflowActivations > 0;
}

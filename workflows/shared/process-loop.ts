// Owns the waiting of a process for its next step. Refuses to know what the step is.
import { condition, workflowInfo } from '@temporalio/workflow';
import type { PlannedStep } from '../../domain/timetable.ts';
import { millisecondsUntil } from './workflow-time.ts';

// A case that lives for years begins its history anew long before it grows heavy.
const LONGEST_HISTORY = 2_000;

/** Waits for a step's time; false when the case has moved before. A step that is late already needs no timer. */
export async function isStillDue(next: Pick<PlannedStep, 'at'>, isMoved: () => boolean): Promise<boolean> {
  const left = millisecondsUntil(next.at);
  return left === 0 || !(await condition(isMoved, left));
}

export function isHistoryLong(): boolean {
  return workflowInfo().historyLength > LONGEST_HISTORY;
}

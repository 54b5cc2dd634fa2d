// Owns the bare workflow that lateness is measured against: it sleeps until an instant and ends. Nothing else.
import { sleep } from '@temporalio/workflow';
import { millisecondsUntil } from '../../workflows/shared/workflow-time.ts';

/** Sleeps until an instant. */
export async function sleepingUntil(at: string): Promise<void> {
  await sleep(millisecondsUntil(at));
}

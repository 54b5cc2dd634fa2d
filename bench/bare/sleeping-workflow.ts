// Lateness is compared with this bare workflow, which sleeps until an instant and ends.
import { sleep } from '@temporalio/workflow';
import { millisecondsUntil } from '../../workflows/shared/workflow-time.ts';

export async function sleepingUntil(at: string): Promise<void> {
  await sleep(millisecondsUntil(at));
}

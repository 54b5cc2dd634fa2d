// Owns a task that is repeated until the process stops. Refuses to let one failure end it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Repeats a task with a pause in between; a task that says it did something is repeated at once. */
export async function repeat(
  task: () => Promise<boolean>,
  { everyMs, signal, logger, name }: { everyMs: number; signal: AbortSignal; logger: Logger; name: string },
): Promise<void> {
  while (!signal.aborted) {
    const again = await task().catch((error: unknown) => {
      logger.error({ err: error, task: name }, 'a repeated task failed; it goes on');
      return false;
    });
    if (!again) await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

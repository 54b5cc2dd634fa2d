import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/**
 * Repeats a task until the process stops, even after failures. It pauses in between, except after a task that did
 * something.
 */
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

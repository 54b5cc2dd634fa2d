// Captures the Temporal SDK's log while a test makes workers fail on purpose. Call it before any worker starts.
import { DefaultLogger, type LogEntry, Runtime } from '@temporalio/worker';

/** The errors that the SDK has logged since then, newest last, instead of its output. */
export function heldTemporalLog(): readonly LogEntry[] {
  const errors: LogEntry[] = [];
  Runtime.install({
    logger: new DefaultLogger('ERROR', (entry) => void errors.push(entry)),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
  return errors;
}

import { Connection } from '@temporalio/client';
import type { Settings } from '../../platform/settings.ts';
import { connectionOptions } from '../../platform/temporal.ts';

const PATIENCE_MS = 1_000;

/** Asks Temporal's health service over its own connection, which is opened at its first use. */
export function openTemporalCheck(settings: Settings): { temporalUp(): Promise<boolean>; close(): Promise<void> } {
  const connection = Connection.lazy({ ...connectionOptions(settings), connectTimeout: PATIENCE_MS });
  const ask = () =>
    connection.withAbortSignal(AbortSignal.timeout(PATIENCE_MS), () => connection.healthService.check({}));
  return {
    temporalUp: () =>
      ask().then(
        () => true,
        () => false,
      ),
    close: () => connection.close(),
  };
}

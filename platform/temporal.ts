import type { Client } from '@temporalio/client';
import { systemClock } from './clock.ts';
import type { Settings } from './settings.ts';

type TemporalSettings = Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_TLS'> & { TEMPORAL_API_KEY?: string };

/** Options for both the client's Connection and the worker's NativeConnection. */
export function connectionOptions(settings: TemporalSettings): { address: string; tls: boolean; apiKey?: string } {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_TLS, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = TEMPORAL_TLS || apiKey !== undefined;
  return apiKey === undefined ? { address, tls } : { address, tls, apiKey };
}

/**
 * Ends a call in time. The signal ends a call that waits for its answer. Between its tries against a Temporal that is
 * down the client ignores the signal and would go on for twenty seconds, but it does check the deadline.
 */
export function inTime<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  const deadline = systemClock.now().getTime() + ms;
  return client.withDeadline(deadline, () => client.withAbortSignal(AbortSignal.timeout(ms), call));
}

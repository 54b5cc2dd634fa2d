// Owns the connection to Temporal, from settings, and how long a call may take. Refuses to know any workflow.
import type { Client } from '@temporalio/client';
import { systemClock } from './clock.ts';
import type { Settings } from './settings.ts';

type TemporalSettings = Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_TLS'> & { TEMPORAL_API_KEY?: string };

/** Options for the client's Connection and the worker's NativeConnection alike. */
export function connectionOptions(settings: TemporalSettings): { address: string; tls: boolean; apiKey?: string } {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_TLS, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = TEMPORAL_TLS || apiKey !== undefined;
  return apiKey === undefined ? { address, tls } : { address, tls, apiKey };
}

/**
 * Ends a call in time. The signal ends one that waits for its answer; the client does not ask it between its own tries
 * against a Temporal that is down, which would go on for twenty seconds, but it does ask the deadline.
 */
export function inTime<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  const deadline = systemClock.now().getTime() + ms;
  return client.withDeadline(deadline, () => client.withAbortSignal(AbortSignal.timeout(ms), call));
}

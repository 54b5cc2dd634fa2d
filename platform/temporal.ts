// Owns the connection to Temporal, from settings. Refuses to know any workflow.
import type { Settings } from './settings.ts';

type TemporalSettings = Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_TLS'> & { TEMPORAL_API_KEY?: string };

/** Options for the client's Connection and the worker's NativeConnection alike. */
export function connectionOptions(settings: TemporalSettings): { address: string; tls: boolean; apiKey?: string } {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_TLS, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = TEMPORAL_TLS || apiKey !== undefined;
  return apiKey === undefined ? { address, tls } : { address, tls, apiKey };
}

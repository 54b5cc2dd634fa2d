import type { PaymobClient } from './paymob-client.ts';

type Effect = { details: Record<string, unknown> | null };
type Sent = { kind: 'accepted'; providerRef: string } | { kind: 'refused'; code: string };

export type LinkExpiryAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(): Promise<{ kind: 'undecided' }>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;

/**
 * An adapter for ending links, so that they can no longer be paid. Ending one twice is harmless, so a lost answer is
 * asked for again.
 * An effect's `details` hold Paymob's own id of the link; `null` for one whose address was never known.
 */
export function linkExpiryAdapter(client: PaymobClient, { callTimeoutMs = CALL_TIMEOUT_MS } = {}): LinkExpiryAdapter {
  return {
    callTimeoutMs,
    settlesWithinMs: 0,
    ifUnknown: () => 'same-reference',
    send: async ({ details }, signal) => {
      const { linkRef } = details ?? {};
      if (typeof linkRef !== 'string') return { kind: 'refused', code: 'no-link' };
      await client.cancelLink(linkRef, signal);
      return { kind: 'accepted', providerRef: `end of ${linkRef}` };
    },
    // No API tells the state of a link.
    reconcile: () => Promise.resolve({ kind: 'undecided' }),
  };
}

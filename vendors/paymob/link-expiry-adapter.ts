// Owns how a payment link is ended at Paymob, so that nobody pays by it any more. Refuses to decide when.
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

// Above the 10 s that fetch gives to connecting, so that a connection that never came about is told as such.
const CALL_TIMEOUT_MS = 15_000;

/**
 * An effect's `details` hold Paymob's own id of the link; `null` for one whose address nobody was ever told.
 * An adapter for the end of links. Ending one twice ends it once, so a lost answer is asked for again.
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
    // No API tells how a link stands.
    reconcile: () => Promise.resolve({ kind: 'undecided' }),
  };
}

import { NOT_LET_IN } from './code-adapter.ts';
import type { FawryClient } from './fawry-client.ts';

type Effect = { details: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Refused = { kind: 'refused'; code: string };
type Sent = Accepted | Refused | { kind: 'never-left' | 'ambiguous'; code: string };
type Found = Accepted | Refused | { kind: 'absent' } | { kind: 'undecided' };

export type CodeExpiryAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
// https://developer.fawrystaging.com/docs/payment-notifications/get-payment-status-v2
const ENDED: readonly string[] = ['CANCELED', 'CANCELLED', 'EXPIRED'];
const PAYABLE: readonly string[] = ['NEW', 'UNPAID'];

/**
 * An adapter for ending codes, so that they can no longer be paid. Ending one twice is harmless.
 * An effect's `details` hold Fawry's reference of the order, `null` when it was never made, and our own reference.
 */
export function codeExpiryAdapter(client: FawryClient, { callTimeoutMs = CALL_TIMEOUT_MS } = {}): CodeExpiryAdapter {
  return {
    callTimeoutMs,
    settlesWithinMs: 60_000,
    ifUnknown: () => 'same-reference',
    send: async (effect, signal) => {
      const { orderRef } = effect.details ?? {};
      if (typeof orderRef !== 'string') return { kind: 'refused', code: 'no-code' };
      const { statusCode } = await client.cancelUnpaid(orderRef, signal);
      const code = `fawry-${statusCode}`;
      if (statusCode === 200) return ended(orderRef);
      if (NOT_LET_IN.includes(statusCode)) return { kind: 'never-left', code };
      if (statusCode < 1_000) return { kind: 'ambiguous', code };
      // It is not documented which code says that an order was ended or paid before, so the order's status is read.
      const found = await standing(client, effect, signal);
      return found.kind === 'accepted' || found.kind === 'refused' ? found : { kind: 'refused', code };
    },
    reconcile: (effect, signal) => standing(client, effect, signal),
  };
}

function ended(orderRef: unknown): Accepted {
  return { kind: 'accepted', providerRef: `end of ${String(orderRef)}` };
}

async function standing(client: FawryClient, { details }: Effect, signal: AbortSignal): Promise<Found> {
  const { orderRef, merchantRefNum } = details ?? {};
  if (typeof merchantRefNum !== 'string') return { kind: 'undecided' };
  const { statusCode, orderStatus = '' } = await client.status(merchantRefNum, signal);
  if (statusCode !== 200) return { kind: 'undecided' };
  if (ENDED.includes(orderStatus)) return ended(orderRef);
  return PAYABLE.includes(orderStatus) ? { kind: 'absent' } : { kind: 'refused', code: 'paid-before' };
}

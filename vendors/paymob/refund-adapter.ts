// A refund reaches Paymob at most once: the refunded total is read before and after. In doubt it is never repeated; it
// stays unknown and a person decides.
import type { PaymobClient } from './paymob-client.ts';

type Effect = { details: Record<string, unknown> | null; evidence: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'ambiguous'; code: string };
type Found = Accepted | { kind: 'undecided' };

/** An effect's `details`: the payment's transaction at Paymob, and the amount to give back. */
export type PaymobRefundDetails = { transactionId: string; amountMinor: number };

export type PaymobRefundAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'stay';
  prepare(effect: Effect, signal: AbortSignal): Promise<{ refundedMinor: number | null }>;
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
const SETTLES_WITHIN_MS = 120_000;

/**
 * An adapter for refunds. `providerRef` is the refund's own transaction, or `of <payment>` when its answer was lost.
 */
export function paymobRefundAdapter(
  client: PaymobClient,
  { callTimeoutMs = CALL_TIMEOUT_MS } = {},
): PaymobRefundAdapter {
  return {
    callTimeoutMs,
    settlesWithinMs: SETTLES_WITHIN_MS,
    ifUnknown: () => 'stay',
    prepare: async ({ details }, signal) => {
      const refund = refundOf(details);
      return { refundedMinor: refund === null ? null : await refundedTotal(client, refund.transactionId, signal) };
    },
    send: ({ details }, signal) => send(client, details, signal),
    reconcile: (effect, signal) => reconcile(client, effect, signal),
  };
}

// https://developers.paymob.com/paymob-docs/developers/manage-payment-apis/refund
async function send(client: PaymobClient, details: Effect['details'], signal: AbortSignal): Promise<Sent> {
  const refund = refundOf(details);
  if (refund === null) return { kind: 'refused', code: 'details-unfit' };
  const { id, success, pending } = await client.refund(refund.transactionId, refund.amountMinor, signal);
  // Paymob has not finished and may still fail: the refunded total tells when the money has moved. The callback cannot
  // tell, because neither its payment nor the fact that it is a refund is signed.
  if (pending) return { kind: 'ambiguous', code: 'paymob-pending' };
  return success ? { kind: 'accepted', providerRef: String(id) } : { kind: 'refused', code: 'paymob-declined' };
}

async function reconcile(client: PaymobClient, { details, evidence }: Effect, signal: AbortSignal): Promise<Found> {
  const refund = refundOf(details);
  const before = evidence?.['refundedMinor'];
  if (refund === null || typeof before !== 'number') return { kind: 'undecided' };
  const after = await refundedTotal(client, refund.transactionId, signal);
  // An unchanged total may still be pending. Any other difference includes another refund, so it does not prove ours.
  if (after !== before + refund.amountMinor) return { kind: 'undecided' };
  return { kind: 'accepted', providerRef: `of ${refund.transactionId}` };
}

async function refundedTotal(client: PaymobClient, transactionId: string, signal: AbortSignal): Promise<number | null> {
  const found = await client.transaction(transactionId, signal);
  return found === null ? null : (found.refunded_amount_cents ?? null);
}

function refundOf(details: Record<string, unknown> | null): PaymobRefundDetails | null {
  const { transactionId, amountMinor } = details ?? {};
  const fit = typeof transactionId === 'string' && Number.isSafeInteger(amountMinor) && Number(amountMinor) > 0;
  return fit ? (details as PaymobRefundDetails) : null;
}

// A refund reaches Fawry at most once: the order's status is read before and after. In doubt it is never repeated; it
// stays unknown and a person decides.
import { NOT_LET_IN } from './code-adapter.ts';
import { isForeign } from './fawry-amount.ts';
import type { FawryClient } from './fawry-client.ts';

type Effect = { details: Record<string, unknown> | null; evidence: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'never-left' | 'ambiguous'; code: string };
type Found = Accepted | { kind: 'absent' } | { kind: 'undecided' };

/** An effect's `details`: both references of the payment, the paid amount, and the amount to give back. */
export type FawryRefundDetails = {
  merchantRefNum: string;
  referenceNumber: string;
  paidMinor: number;
  amountMinor: number;
  reason: string;
};

export type FawryRefundAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'stay';
  prepare(effect: Effect, signal: AbortSignal): Promise<{ orderStatus: string | null }>;
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
const SETTLES_WITHIN_MS = 120_000;

/**
 * An adapter for refunds. Fawry gives a refund no reference of its own: `providerRef` is `of <payment's reference>`.
 */
export function fawryRefundAdapter(client: FawryClient, { callTimeoutMs = CALL_TIMEOUT_MS } = {}): FawryRefundAdapter {
  return {
    callTimeoutMs,
    settlesWithinMs: SETTLES_WITHIN_MS,
    ifUnknown: () => 'stay',
    prepare: async ({ details }, signal) => {
      const refund = refundOf(details);
      return { orderStatus: refund === null ? null : await statusOf(client, refund, signal) };
    },
    send: ({ details }, signal) => send(client, details, signal),
    reconcile: (effect, signal) => reconcile(client, effect, signal),
  };
}

async function send(client: FawryClient, details: Effect['details'], signal: AbortSignal): Promise<Sent> {
  if (isForeign(details)) return { kind: 'refused', code: 'currency-unsupported' };
  const refund = refundOf(details);
  if (refund === null) return { kind: 'refused', code: 'details-unfit' };
  const { referenceNumber, amountMinor, reason } = refund;
  const { statusCode } = await client.refund({ referenceNumber, amountMinor, reason }, signal);
  const code = `fawry-${statusCode}`;
  if (statusCode === 200) return { kind: 'accepted', providerRef: `of ${referenceNumber}` };
  if (NOT_LET_IN.includes(statusCode)) return { kind: 'never-left', code };
  // Fawry's own refusals have four and five digits; a code like a server error leaves the refund in doubt.
  return { kind: statusCode < 1_000 ? 'ambiguous' : 'refused', code };
}

// The status has no refunded total, only whether all or a part went back. That tells a first refund from none. A second
// partial refund cannot be told and goes to the board. This holds because a payment has one open refund at a time.
async function reconcile(client: FawryClient, { details, evidence }: Effect, signal: AbortSignal): Promise<Found> {
  const refund = refundOf(details);
  const before = evidence?.['orderStatus'];
  if (refund === null || typeof before !== 'string') return { kind: 'undecided' };
  const after = await statusOf(client, refund, signal);
  if (before !== 'PAID') return { kind: 'undecided' };
  if (after === 'PAID') return { kind: 'absent' };
  const expected = refund.amountMinor === refund.paidMinor ? 'REFUNDED' : 'PARTIAL_REFUNDED';
  return after === expected ? { kind: 'accepted', providerRef: `of ${refund.referenceNumber}` } : { kind: 'undecided' };
}

async function statusOf(
  client: FawryClient,
  { merchantRefNum }: FawryRefundDetails,
  signal: AbortSignal,
): Promise<string | null> {
  const { statusCode, orderStatus } = await client.status(merchantRefNum, signal);
  return statusCode === 200 && orderStatus !== undefined ? orderStatus : null;
}

function refundOf(details: Record<string, unknown> | null): FawryRefundDetails | null {
  const { merchantRefNum, referenceNumber, paidMinor, amountMinor, reason } = details ?? {};
  const texts = [merchantRefNum, referenceNumber, reason].every((text) => typeof text === 'string');
  const amounts =
    Number.isSafeInteger(amountMinor) && Number(amountMinor) > 0 && Number(amountMinor) <= Number(paidMinor);
  return texts && amounts ? (details as FawryRefundDetails) : null;
}

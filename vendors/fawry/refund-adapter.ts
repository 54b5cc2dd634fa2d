// Owns how a refund reaches Fawry at most once: the order's state is read before and after. Refuses to repeat one: in
// doubt it stays unknown, and a person decides.
import { NOT_LET_IN } from './code-adapter.ts';
import type { FawryClient } from './fawry-client.ts';

type Effect = { details: Record<string, unknown> | null; evidence: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'never-left' | 'ambiguous'; code: string };
type Found = Accepted | { kind: 'absent' } | { kind: 'undecided' };

/** What an effect's `details` hold: both references of the payment, what was paid, and how much goes back. */
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

// Above the 10 s that fetch gives to connecting, so that a connection that never came about is told as such.
const CALL_TIMEOUT_MS = 15_000;
const SETTLES_WITHIN_MS = 120_000;

/** An adapter for refunds. Fawry gives a refund no reference of its own: `providerRef` is `of <payment's reference>`. */
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
  const refund = refundOf(details);
  if (refund === null) return { kind: 'refused', code: 'details-unfit' };
  const { referenceNumber, amountMinor, reason } = refund;
  const { statusCode } = await client.refund({ referenceNumber, amountMinor, reason }, signal);
  const code = `fawry-${statusCode}`;
  if (statusCode === 200) return { kind: 'accepted', providerRef: `of ${referenceNumber}` };
  if (NOT_LET_IN.includes(statusCode)) return { kind: 'never-left', code };
  // Fawry's own words of refusal have four and five digits; what looks like a broken server is in doubt.
  return { kind: statusCode < 1_000 ? 'ambiguous' : 'refused', code };
}

// The status has no refunded total, only whether all or a part went back. That tells a first refund from none; a further
// part after a part cannot be told, and goes to the board. It holds because one refund per payment is open at a time.
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

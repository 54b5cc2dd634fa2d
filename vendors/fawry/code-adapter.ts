// A reference code is always made under our one reference, so that a repetition makes no second code.
import { FAWRY_CURRENCY, isForeign } from './fawry-amount.ts';
import type { FawryAnswer, FawryClient } from './fawry-client.ts';

type Effect = { id: string; recipient: string; text: string; details: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'never-left' | 'ambiguous'; code: string };

/** An effect's `details`: `expiresAt` is an instant, RFC 3339; `customerProfileId` is our own id of the customer. */
export type FawryCodeDetails = { amountMinor: number; currency: 'EGP'; expiresAt: string; customerProfileId: string };

export type FawryCodeAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Accepted | { kind: 'absent' }>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
// https://atfawry.com/developer-guide/payment-status.html
const NOT_FOUND = 9938;
// Wrong merchant code or signature: access is denied, and a corrected setting helps.
export const NOT_LET_IN: readonly number[] = [9901, 9946];

/** An adapter for codes to pay at a Fawry outlet. `providerRef` is the code that the customer tells. */
export function fawryCodeAdapter(client: FawryClient, { callTimeoutMs = CALL_TIMEOUT_MS } = {}): FawryCodeAdapter {
  return {
    callTimeoutMs,
    settlesWithinMs: 60_000,
    ifUnknown: () => 'same-reference',
    send: (effect, signal) => send(client, effect, signal),
    reconcile: async ({ id }, signal) => {
      const answer = await client.status(id, signal);
      if (answer.statusCode === NOT_FOUND) return { kind: 'absent' };
      const found = codeOf(answer);
      if (found === null) throw new Error(`fawry-${answer.statusCode}`);
      return found;
    },
  };
}

// Our reference is the effect's id. The page's table calls it an integer; its examples and Fawry's own plugins use
// text.
async function send(client: FawryClient, effect: Effect, signal: AbortSignal): Promise<Sent> {
  const { id, recipient, text: description, details } = effect;
  if (isForeign(details)) return { kind: 'refused', code: 'currency-unsupported' };
  const terms = termsOf(details);
  if (terms === null) return { kind: 'refused', code: 'details-unfit' };
  const { amountMinor, expiresAt, customerProfileId } = terms;
  const charge = { merchantRefNum: id, customerProfileId, amountMinor, expiresAt, description };
  const answer = await client.charge({ ...charge, ...mobileOf(recipient) }, signal);
  const code = `fawry-${answer.statusCode}`;
  if (NOT_LET_IN.includes(answer.statusCode)) return { kind: 'never-left', code };
  return codeOf(answer) ?? (await afterNo(client, id, code, signal));
}

// It is not documented which code a reference gets that was taken before: after a refusal the order's status is read.
async function afterNo(client: FawryClient, id: string, code: string, signal: AbortSignal): Promise<Sent> {
  try {
    const known = await client.status(id, signal);
    if (known.statusCode === NOT_FOUND) return { kind: 'refused', code };
    return codeOf(known) ?? { kind: 'ambiguous', code };
  } catch {
    return { kind: 'ambiguous', code };
  }
}

function codeOf({ statusCode, referenceNumber }: FawryAnswer): Accepted | null {
  const fit = statusCode === 200 && /^\d{4,}$/.test(String(referenceNumber));
  return fit ? { kind: 'accepted', providerRef: String(referenceNumber) } : null;
}

// The local form, as in the page's example: 01xxxxxxxxx.
function mobileOf(recipient: string): { customerMobile?: string } {
  const [, rest] = /^\+20(1\d{9})$/.exec(recipient) ?? [];
  return rest === undefined ? {} : { customerMobile: `0${rest}` };
}

function termsOf(details: Record<string, unknown> | null): FawryCodeDetails | null {
  const { amountMinor, currency, expiresAt, customerProfileId } = details ?? {};
  const isAmount = Number.isSafeInteger(amountMinor) && Number(amountMinor) > 0 && currency === FAWRY_CURRENCY;
  const fit = isAmount && typeof customerProfileId === 'string' && !Number.isNaN(Date.parse(String(expiresAt)));
  return fit ? (details as FawryCodeDetails) : null;
}

// Owns how a reference code comes to be at Fawry: always under our one reference, so that twice is once. Refuses to decide
// amounts and dates.
import type { FawryAnswer, FawryClient } from './fawry-client.ts';

type Effect = { id: string; recipient: string; text: string; details: Record<string, unknown> | null };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused' | 'never-left' | 'ambiguous'; code: string };

/** What an effect's `details` hold: `expiresAt` is an instant, RFC 3339; `customerProfileId` our own id of the customer. */
export type FawryCodeDetails = { amountMinor: number; currency: 'EGP'; expiresAt: string; customerProfileId: string };

export type FawryCodeAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Accepted | { kind: 'absent' }>;
};

// Above the 10 s that fetch gives to connecting, so that a connection that never came about is told as such.
const CALL_TIMEOUT_MS = 15_000;
// https://atfawry.com/developer-guide/payment-status.html
const NOT_FOUND = 9938;
// Wrong merchant code or signature: not let in; a mended setting helps.
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

// Our reference is the effect's id. The page's table calls it an integer, its examples and Fawry's own plugins use text.
async function send(client: FawryClient, effect: Effect, signal: AbortSignal): Promise<Sent> {
  const { id, recipient, text: description, details } = effect;
  const terms = termsOf(details);
  if (terms === null) return { kind: 'refused', code: 'details-unfit' };
  const { amountMinor, expiresAt, customerProfileId } = terms;
  const charge = { merchantRefNum: id, customerProfileId, amountMinor, expiresAt, description };
  const answer = await client.charge({ ...charge, ...mobileOf(recipient) }, signal);
  const code = `fawry-${answer.statusCode}`;
  if (NOT_LET_IN.includes(answer.statusCode)) return { kind: 'never-left', code };
  return codeOf(answer) ?? (await afterNo(client, id, code, signal));
}

// Which code a reference gets that was taken before is not documented: whoever hears no asks how the order stands.
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

// Written as at home, as in the page's example: 01xxxxxxxxx.
function mobileOf(recipient: string): { customerMobile?: string } {
  const [, rest] = /^\+20(1\d{9})$/.exec(recipient) ?? [];
  return rest === undefined ? {} : { customerMobile: `0${rest}` };
}

function termsOf(details: Record<string, unknown> | null): FawryCodeDetails | null {
  const { amountMinor, currency, expiresAt, customerProfileId } = details ?? {};
  const isAmount = Number.isSafeInteger(amountMinor) && Number(amountMinor) > 0 && currency === 'EGP';
  const fit = isAmount && typeof customerProfileId === 'string' && !Number.isNaN(Date.parse(String(expiresAt)));
  return fit ? (details as FawryCodeDetails) : null;
}

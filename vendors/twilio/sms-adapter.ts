// The callback URL of an SMS names its effect; an SMS in doubt is looked up by recipient, text and time.
import { twilioCall, type TwilioSettings } from './twilio-client.ts';

type Effect = {
  id: string;
  recipient: string;
  text: string;
  resends: number;
  plannedAt: string;
  sentAt: string | null;
};
type Sent =
  | { kind: 'accepted'; providerRef: string }
  | { kind: 'refused'; code: string }
  | { kind: 'never-left'; code: string; retryAfterMs?: number }
  | { kind: 'ambiguous'; code: string };
type Found = { kind: 'accepted'; providerRef: string } | { kind: 'undecided' };

export type SmsSettings = TwilioSettings & {
  /** A number or a pool of numbers. */
  sender: { from: string } | { messagingServiceSid: string };
  /** Our webhook's public URL; the effect's id is added to it. */
  statusCallbackUrl: string;
  callTimeoutMs?: number;
  /** The message that a status callback has named for this effect, or `null`. A callback proves the acceptance. */
  namedByCallback(effectId: string): Promise<string | null>;
  /**
   * Tells whether a message is already another effect's reference: two effects may have the same text and recipient.
   */
  belongsToAnother(sid: string, effectId: string): Promise<boolean>;
};

export type SmsAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(): 'resend-once';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
// After two minutes an SMS in doubt is sent once more, flagged.
const SETTLES_WITHIN_MS = 120_000;
// The allowed difference between our clock and Twilio's.
const CLOCKS_APART_MS = 300_000;
// The newest messages of one recipient. An older message is not found, and the effect stays undecided.
const LOOKED_AT = 200;
const SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

/** An adapter for SMS. `providerRef` is the message's SID. */
export function smsAdapter(settings: SmsSettings): SmsAdapter {
  return {
    callTimeoutMs: settings.callTimeoutMs ?? CALL_TIMEOUT_MS,
    settlesWithinMs: SETTLES_WITHIN_MS,
    ifUnknown: () => 'resend-once',
    send: (effect, signal) => send(settings, effect, signal),
    reconcile: (effect, signal) => reconcile(settings, effect, signal),
  };
}

/** The URL under which Twilio reports on a message. It carries the effect's id, because no field of a message can. */
export function statusCallbackFor(statusCallbackUrl: string, effectId: string): string {
  const url = new URL(statusCallbackUrl);
  url.searchParams.set('effect', effectId);
  return url.href;
}

// https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
async function send(settings: SmsSettings, { id, recipient, text }: Effect, signal: AbortSignal): Promise<Sent> {
  const { client, transport } = twilioCall(settings, signal);
  try {
    const { sid } = await client.messages.create({
      ...settings.sender,
      to: recipient,
      body: text,
      statusCallback: statusCallbackFor(settings.statusCallbackUrl, id),
    });
    return SID.test(sid) ? { kind: 'accepted', providerRef: sid } : { kind: 'ambiguous', code: 'wrong-answer' };
  } catch (error) {
    const answer = answerOf(error, transport.retryAfterMs);
    if (answer === null) throw error;
    return answer;
  }
}

// https://www.twilio.com/docs/api/errors: 21211 (no number), 21610 (opted out) and similar codes come with 400 and are
// final; 20429 and a full queue (21611; 30001 when it overflows later) come with 429 and pass.
function answerOf(error: unknown, retryAfterMs: number | undefined): Sent | null {
  const { status, code } = error as { status?: unknown; code?: unknown };
  if (typeof status !== 'number' || typeof code !== 'number') return null;
  if (status === 429)
    return { kind: 'never-left', code: `twilio-${code}`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return status === 400 || status === 404 ? { kind: 'refused', code: `twilio-${code}` } : null;
}

// https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources: the filters are To and
// DateSent. A queued message has no DateSent yet, but it has its creation time. A message does not show its callback
// URL, so the text has to identify it. A message may exist even if a listing does not show it.
async function reconcile(settings: SmsSettings, effect: Effect, signal: AbortSignal): Promise<Found> {
  const named = await settings.namedByCallback(effect.id);
  if (named !== null) return { kind: 'accepted', providerRef: named };
  const { client } = twilioCall(settings, signal);
  const since = Date.parse(firstSentAt(effect)) - CLOCKS_APART_MS;
  const listed = await client.messages.list({ to: effect.recipient, limit: LOOKED_AT, pageSize: LOOKED_AT });
  for (const { sid, body, direction, dateCreated } of listed) {
    if (body !== effect.text || direction === 'inbound' || dateCreated.getTime() < since) continue;
    if (!(await settings.belongsToAnother(sid, effect.id))) return { kind: 'accepted', providerRef: sid };
  }
  return { kind: 'undecided' };
}

// After a resend the ledger has only the time of the resend, and the first message may be the one to find.
function firstSentAt({ resends, sentAt, plannedAt }: Effect): string {
  return resends > 0 ? plannedAt : (sentAt ?? plannedAt);
}

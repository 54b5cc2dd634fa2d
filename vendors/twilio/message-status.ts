export type MessageStatus = {
  /** The same for every repetition of one report: the callback has no id and no time. */
  eventId: string;
  sid: string;
  /** From our callback URL; `null` for a message that no effect sent. */
  effectId: string | null;
  status: string;
  /** Whether the message arrived, as far as this report tells. */
  delivery: 'delivered' | 'failed' | null;
  /** Such as 30001 (queue overflow), 30003 (unreachable), 30005 (unknown); `null` without an error. */
  errorCode: string | null;
};

const DELIVERIES: Record<string, 'delivered' | 'failed'> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
};

/**
 * Reads a status callback, or `null` when it is none. Its signature is checked in twilio-signature.ts.
 * Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function messageStatusOf({
  pathAndQuery,
  rawBody,
}: {
  pathAndQuery: string;
  rawBody: Buffer;
}): MessageStatus | null {
  const form = new URLSearchParams(rawBody.toString('utf8'));
  const [sid, status] = [form.get('MessageSid'), form.get('MessageStatus')];
  if (sid === null || status === null) return null;
  return {
    eventId: `${sid}/${status}`,
    sid,
    effectId: new URL(pathAndQuery, 'http://here').searchParams.get('effect'),
    status,
    delivery: DELIVERIES[status] ?? null,
    errorCode: form.get('ErrorCode'),
  };
}

// Freshdesk signs nothing: our automation sends a shared secret in a header. Code that has to be sure reads the ticket.
import { createHash } from 'node:crypto';
import { isOurSecret } from '../shared-secret.ts';

export type FreshdeskEvent = {
  /** The same for every repetition. The body holds the ticket's time of change, so each change has its own id. */
  eventId: string;
  ticketId: string;
  /** Freshdesk's own word, such as `Open` or `Closed`, in the account's language. */
  status: string;
};

/**
 * The event of a raw body that came with one of our secrets, else `null`; there are several while one is replaced. The
 * automation "Trigger webhook" has to send the secret in a header, `X-Careline-Secret`, and as body `{"ticketId":
 * "{{ticket.id}}", "status": "{{ticket.status}}", "changedAt": "{{ticket.modified_on}}"}`.
 * Source: https://support.freshdesk.com (automations, "Trigger webhook"); the name of the last placeholder is a guess.
 */
export function freshdeskEventOf(
  rawBody: Buffer,
  secret: string | undefined,
  secrets: string[],
): FreshdeskEvent | null {
  if (!isOurSecret(secret, secrets)) return null;
  const { ticketId, status } = objectOf(rawBody);
  // The automation puts the id in quotation marks; an object has no text.
  const isId = (typeof ticketId === 'string' || typeof ticketId === 'number') && /^\d+$/.test(String(ticketId));
  if (!isId || typeof status !== 'string') return null;
  const eventId = createHash('sha256').update(rawBody).digest('hex');
  return { eventId, ticketId: String(ticketId), status };
}

function objectOf(rawBody: Buffer): { ticketId?: unknown; status?: unknown } {
  try {
    const found: unknown = JSON.parse(rawBody.toString('utf8'));
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

// SMTP cannot be asked about a mail. A mail in doubt waits for a person, or is sent once more under the same
// Message-ID, as its order says.
import { createHash } from 'node:crypto';
import { mailBytes, type MailSender, messageIdOf } from './mail-message.ts';
import { sendOnce, type SessionAnswer, type SmtpServer } from './smtp-session.ts';

type Effect = {
  id: string;
  recipient: string;
  text: string;
  details: Record<string, unknown> | null;
  plannedAt: string;
  sentAt: string | null;
};
type Sent = { kind: 'accepted'; providerRef: string } | Exclude<SessionAnswer, { kind: 'accepted' }>;

export type MailAttachment = { fileId: string; name: string; type: string; size: number; sha256: string };

/** An effect's `details`. Its recipient is the address, its text the body. */
export type MailDetails = {
  subject: string;
  cc: readonly string[];
  attachments: readonly MailAttachment[];
  ifUnknown: 'resend-once' | 'stay';
};

export type SmtpSettings = SmtpServer & {
  from: MailSender;
  /** The bytes of a stored file, or `null` when it is gone. */
  bytesOf(fileId: string): Promise<Buffer | null>;
  callTimeoutMs?: number;
};

export type MailAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(effect: { details?: Record<string, unknown> | null }): 'resend-once' | 'stay';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(): Promise<{ kind: 'undecided' }>;
};

// Half of it for handing the mail over, files included; the other half for the answer.
const CALL_TIMEOUT_MS = 60_000;
// After two minutes a mail in doubt is sent once more, or waits for a person.
const SETTLES_WITHIN_MS = 120_000;

/** An adapter for mails. `providerRef` is the Message-ID. */
export function mailAdapter(settings: SmtpSettings): MailAdapter {
  const { callTimeoutMs = CALL_TIMEOUT_MS } = settings;
  return {
    callTimeoutMs,
    settlesWithinMs: SETTLES_WITHIN_MS,
    ifUnknown: ({ details }) => (details?.['ifUnknown'] === 'resend-once' ? 'resend-once' : 'stay'),
    send: (effect, signal) => send({ ...settings, callTimeoutMs }, effect, signal),
    reconcile: () => Promise.resolve({ kind: 'undecided' }),
  };
}

async function send(
  settings: SmtpSettings & { callTimeoutMs: number },
  effect: Effect,
  signal: AbortSignal,
): Promise<Sent> {
  const { from, callTimeoutMs: quietMs } = settings;
  const { id, recipient: to } = effect;
  const mail = detailsOf(effect.details);
  if (mail === null) return { kind: 'refused', code: 'details-unfit' };
  const handOver = AbortSignal.timeout(quietMs / 2);
  const composed = await Promise.race([compose(settings, effect, mail), tooLong(handOver)]);
  if (!Buffer.isBuffer(composed)) return composed;
  const outgoing = { id, from: from.address, to, cc: mail.cc, bytes: composed };
  const answer = await sendOnce(settings, outgoing, { handOver, signal, quietMs });
  return answer.kind === 'accepted' ? { kind: 'accepted', providerRef: messageIdOf(id, from) } : answer;
}

function tooLong(handOver: AbortSignal): Promise<Uncomposed> {
  const { promise, resolve } = Promise.withResolvers<Uncomposed>();
  handOver.addEventListener('abort', () => resolve({ kind: 'never-left', code: 'timeout' }), { once: true });
  return promise;
}

type Uncomposed = Extract<Sent, { kind: 'refused' | 'never-left' }>;

// Whatever goes wrong here, nothing has left.
async function compose(
  { from, bytesOf }: SmtpSettings,
  { id, recipient: to, text, plannedAt, sentAt }: Effect,
  { subject, cc, attachments }: MailDetails,
): Promise<Buffer | Uncomposed> {
  try {
    const files: { name: string; type: string; bytes: Buffer }[] = [];
    for (const attachment of attachments) {
      const bytes = await bytesOf(attachment.fileId);
      if (bytes === null) return { kind: 'refused', code: 'attachment-gone' };
      if (!isSame(bytes, attachment)) return { kind: 'refused', code: 'attachment-changed' };
      files.push({ name: attachment.name, type: attachment.type, bytes });
    }
    return await mailBytes(id, { from, to, cc, subject, text, at: sentAt ?? plannedAt, files });
  } catch {
    return { kind: 'never-left', code: 'not-composed' };
  }
}

function isSame(bytes: Buffer, { size, sha256 }: MailAttachment): boolean {
  return bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
}

function detailsOf(details: Record<string, unknown> | null): MailDetails | null {
  const { subject, cc, attachments } = details ?? {};
  const fits = typeof subject === 'string' && Array.isArray(cc) && Array.isArray(attachments);
  return fits ? (details as MailDetails) : null;
}

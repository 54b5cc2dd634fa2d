// One mail in one session over nodemailer's connection. The transports of nodemailer hide what matters here: whether
// the server had the whole mail, and each recipient's answer before the mail leaves.
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export type SmtpServer = {
  host: string;
  port: number;
  /** `starttls` is required when chosen, never optional: a password would go out in the clear. */
  security: 'starttls' | 'tls' | 'none';
  /** `null` for a server that lets us in without a login. */
  login: { user: string; pass: string } | null;
};

/** A mail for the server; `id` comes back as the envelope's id in bounces of servers that support it (RFC 3461). */
export type Outgoing = { id: string; from: string; to: string; cc: readonly string[]; bytes: Buffer };

export type SessionAnswer =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: string }
  | { kind: 'never-left'; code: string }
  | { kind: 'ambiguous'; code: string };

type Reply = { recipient?: string; responseCode?: number | false };
type Failure = Reply & { code?: string; originalCode?: string; command?: string };
// The connection notes in the envelope who was refused.
type Envelope = { from: string; to: string[]; size: number; dsn: object; rejectedErrors?: Reply[] };

/** `quietMs`: the longest silence of a server. */
type SessionTimes = { handOver: AbortSignal; signal: AbortSignal; quietMs: number };

/**
 * Sends a mail to all of its recipients or to none: it does not leave when the server refuses one of them. The mail is
 * in doubt only when the server had all of it and did not answer: before that a server must not deliver (RFC 5321,
 * 4.1.1.4). `handOver` ends the time until the server has it, `signal` all of it. Never throws.
 */
export async function sendOnce(
  server: SmtpServer,
  mail: Outgoing,
  { handOver, signal, quietMs }: SessionTimes,
): Promise<SessionAnswer> {
  const { promise, resolve } = Promise.withResolvers<SessionAnswer>();
  const connection = connectionTo(server, quietMs);
  const envelope = envelopeOf(mail);
  const message = new WholeMail(mail.bytes, envelope);
  const fail = (error: unknown) => {
    // At once: nothing more of the mail may go out after the answer is known.
    connection.close();
    resolve(answerOf(error as Failure, envelope, mail.to, message.isHandedOver));
  };
  const tooLong = () => fail({ code: 'timeout' });
  handOver.addEventListener('abort', () => message.isHandedOver || tooLong(), { once: true });
  signal.addEventListener('abort', tooLong, { once: true });
  connection.on('error', fail);
  if (handOver.aborted) tooLong();
  connection.connect((refused?: unknown) => {
    if (refused) return fail(refused);
    const send = (denied?: unknown) => {
      if (denied) return fail(denied);
      connection.send(envelope, message, (failed) => (failed ? fail(failed) : resolve({ kind: 'accepted' })));
    };
    if (server.login === null) send();
    else connection.login({ credentials: server.login }, send);
  });
  const answer = await promise;
  if (answer.kind === 'accepted') connection.quit();
  return answer;
}

function connectionTo({ host, port, security }: SmtpServer, quietMs: number): SMTPConnection {
  return new SMTPConnection({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...{
      connectionTimeout: quietMs,
      greetingTimeout: quietMs,
      dnsTimeout: quietMs,
      socketCloseTimeout: 1_000,
    },
    // A server that does not answer to QUIT does not keep the socket.
    ...{ socketTimeout: quietMs, logger: false },
  });
}

function envelopeOf({ id: envid, from, to, cc, bytes }: Outgoing): Envelope {
  // The headers alone come back: a bounce need not carry the files.
  return { from, to: [to, ...cc], size: bytes.length, dsn: { ret: 'HDRS', envid, notify: ['FAILURE', 'DELAY'] } };
}

const PIECE = 64 * 1024;

/** The mail as a stream: it is read only after the server has answered for each recipient. */
class WholeMail extends Readable {
  /** True once the connection has all of it, and the end of the mail may be on its way. */
  isHandedOver = false;
  readonly #bytes: Buffer;
  readonly #envelope: Envelope;
  #place = 0;

  constructor(bytes: Buffer, envelope: Envelope) {
    super();
    this.#bytes = bytes;
    this.#envelope = envelope;
  }

  override _read(): void {
    // Without the end of the mail the server must drop it.
    if ((this.#envelope.rejectedErrors ?? []).length > 0) return void this.destroy(new Error('a recipient is refused'));
    if (this.#place >= this.#bytes.length) {
      this.isHandedOver = true;
      return void this.push(null);
    }
    const piece = this.#bytes.subarray(this.#place, this.#place + PIECE);
    this.#place += piece.length;
    this.push(piece);
  }
}

function answerOf(failure: Failure, envelope: Envelope, to: string, isHandedOver: boolean): SessionAnswer {
  const { responseCode, command = '' } = failure;
  const refused = envelope.rejectedErrors ?? [];
  // Of all recipients, or of some: then our own stream has ended the mail.
  const isOfRecipients = command === 'RCPT TO' || failure.code === 'ESTREAM';
  if (isOfRecipients && refused.length > 0) return answerOfRefused(refused, to);
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600) {
    // 552: too large. A wrong login or sender is a setting, and another one helps.
    const isOfMail = command === 'DATA' || (command === 'MAIL FROM' && responseCode === 552);
    return { kind: isOfMail && isFinal(failure) ? 'refused' : 'never-left', code: `smtp-${responseCode}` };
  }
  if (command === 'MAIL FROM' && failure.code === 'EMESSAGE') return { kind: 'refused', code: 'smtp-too-large' };
  if (command === 'API' && failure.code === 'EENVELOPE') return { kind: 'refused', code: 'address-unfit' };
  const code = wordOf(failure.originalCode) ?? wordOf(failure.code) ?? 'failed';
  return { kind: isHandedOver ? 'ambiguous' : 'never-left', code };
}

// RFC 4954: log in, and how. Some servers say so only to the recipients.
const LOG_IN: readonly number[] = [530, 534, 535, 538];

function isFinal({ responseCode }: Reply): boolean {
  return typeof responseCode === 'number' && responseCode >= 500 && !LOG_IN.includes(responseCode);
}

// One for good is the last word on all; among several the recipient's own says more than a copy's.
function answerOfRefused(refused: readonly Reply[], to: string): SessionAnswer {
  const final = refused.filter(isFinal);
  const among = final.length > 0 ? final : refused;
  const said = among.find(({ recipient }) => recipient === to) ?? among[0];
  const code = `smtp-${said?.responseCode || 'refused'}${said?.recipient === to ? '' : '-cc'}`;
  return { kind: final.length > 0 ? 'refused' : 'never-left', code };
}

// Messages may quote an address, so only a code is kept.
function wordOf(code: string | undefined): string | null {
  return code !== undefined && /^[A-Za-z][\w-]{1,40}$/.test(code) ? code : null;
}

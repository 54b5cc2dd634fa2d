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
type Failure = Reply & { code?: string; originalCode?: string; command?: string; rejectedErrors?: Reply[] };
// The connection notes in the envelope who was refused.
type Envelope = { from: string; to: string[]; size: number; dsn: object; rejectedErrors?: Reply[] };

/**
 * Sends a mail to all of its recipients or to none: it does not leave when the server refuses one of them. The mail is
 * in doubt only when the server had all of it and did not answer: before that a server must not deliver (RFC 5321,
 * 4.1.1.4). `handOverMs` bounds the time until the server has it. Never throws.
 */
export async function sendOnce(
  server: SmtpServer,
  mail: Outgoing,
  { handOverMs, signal }: { handOverMs: number; signal: AbortSignal },
): Promise<SessionAnswer> {
  const { promise, resolve } = Promise.withResolvers<SessionAnswer>();
  const connection = connectionTo(server, handOverMs);
  const envelope = envelopeOf(mail);
  const message = new WholeMail(mail.bytes, envelope);
  const fail = (error: unknown) => {
    // At once: nothing more of the mail may go out after the answer is known.
    connection.close();
    resolve(answerOf(error as Failure, envelope, mail.to, message.isHandedOver));
  };
  const tooLong = setTimeout(() => {
    if (!message.isHandedOver) fail({ code: 'timeout' });
  }, handOverMs);
  signal.addEventListener('abort', () => fail({ code: 'timeout' }), { once: true });
  connection.on('error', fail);
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
  clearTimeout(tooLong);
  if (answer.kind === 'accepted') connection.quit();
  return answer;
}

function connectionTo({ host, port, security }: SmtpServer, handOverMs: number): SMTPConnection {
  return new SMTPConnection({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...{ connectionTimeout: handOverMs, greetingTimeout: handOverMs, dnsTimeout: handOverMs, socketCloseTimeout: 1_000 },
    // A server that does not answer to QUIT does not keep the socket.
    ...{ socketTimeout: 2 * handOverMs, logger: false },
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
  const refused = failure.rejectedErrors ?? envelope.rejectedErrors ?? [];
  if (refused.length > 0) return answerOfRefused(refused, to);
  const { responseCode, command = '' } = failure;
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600) {
    // 552: too large; a wrong login or sender is a setting, and helped by another.
    const isOfMail = command === 'DATA' || (command === 'MAIL FROM' && responseCode === 552);
    return { kind: isOfMail && responseCode >= 500 ? 'refused' : 'never-left', code: `smtp-${responseCode}` };
  }
  if (command === 'MAIL FROM' && failure.code === 'EMESSAGE') return { kind: 'refused', code: 'smtp-too-large' };
  if (command === 'API' && failure.code === 'EENVELOPE') return { kind: 'refused', code: 'address-unfit' };
  const code = wordOf(failure.originalCode) ?? wordOf(failure.code) ?? 'failed';
  return { kind: isHandedOver ? 'ambiguous' : 'never-left', code };
}

// One for good is the last word on all; among several the recipient's own says more than a copy's.
function answerOfRefused(refused: readonly Reply[], to: string): SessionAnswer {
  const isFinal = ({ responseCode }: Reply) => typeof responseCode === 'number' && responseCode >= 500;
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

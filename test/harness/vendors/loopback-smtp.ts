// A mail server on a loopback port: the wire is `smtp-server`, the mails are read by `mailparser`. It keeps doubles:
// counting them is its purpose.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { closedAtTheEnd } from '../closing.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './loopback-certificate.ts';

/**
 * What goes wrong with the next mails, in their order. In the first three the server has taken the mail: it breaks off
 * after it, never answers, or answers what no one understands. `refused` is its content; `cut-off` breaks off in the
 * middle of the mail; `busy` is a server that is not there for us now.
 */
export const lateSmtpFaults = ['broken-off', 'hang', 'nonsense'] as const;
export type SmtpFault = (typeof lateSmtpFaults)[number] | 'refused' | 'cut-off' | 'busy';

export const USER = 'careline';
export const PASSWORD = 'a-password';
/** No mailbox here (550), and one that is full for now (451); both anywhere in a list of recipients. */
export const GONE_ADDRESS = 'gone@agency.example';
export const FULL_ADDRESS = 'full@agency.example';
const REFUSED: Record<string, number> = { [GONE_ADDRESS]: 550, [FULL_ADDRESS]: 451 };

export type TakenMail = { from: string; to: string[]; mail: ParsedMail; raw: Buffer };

export type LoopbackSmtp = {
  port: number;
  mails: TakenMail[];
  /** The effect of each mail that was taken, by its Message-ID. */
  accepted: string[];
  upcoming: SmtpFault[];
  /** Logins that came, right or wrong. */
  logins: { user: string; isEncrypted: boolean }[];
  /** Called after a mail was taken instead of answering. */
  insteadOfAnswering: (() => void) | null;
  close(): Promise<void>;
};

/** `pipelining`: it takes several commands at once (RFC 2920), as most do. `login`: only those who log in may send. `encrypted`: it offers STARTTLS, with a certificate for `localhost`. */
export async function startSmtp({
  login = false,
  encrypted = false,
  pipelining = true,
  size = 30_000_000,
} = {}): Promise<LoopbackSmtp> {
  const server = new SMTPServer({
    ...{ key: LOOPBACK_KEY, cert: LOOPBACK_CERTIFICATE, authOptional: !login, size },
    ...{ disabledCommands: encrypted ? [] : ['STARTTLS'], allowInsecureAuth: true, disableReverseLookup: true },
    hidePIPELINING: !pipelining,
    onAuth({ username = '', password }, session, done) {
      smtp.logins.push({ user: username, isEncrypted: session.secure });
      const isRight = username === USER && password === PASSWORD;
      done(isRight ? null : answer(535, 'Authentication failed'), isRight ? { user: username } : undefined);
    },
    onMailFrom: (_address, _session, done) => done(smtp.upcoming[0] === 'busy' ? busy(smtp) : null),
    onRcptTo({ address }, _session, done) {
      const code = REFUSED[address];
      done(code === undefined ? null : answer(code, `${address} is not for us`));
    },
    onData(stream, session, done) {
      // A mail that is cut off ends in an error of its stream.
      stream.on('error', () => undefined);
      taken(smtp, server, { stream, session, done }).catch(() => undefined);
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const smtp: LoopbackSmtp = {
    port: (server.server.address() as AddressInfo).port,
    ...{ mails: [], accepted: [], upcoming: [], logins: [], insteadOfAnswering: null },
    close: closedAtTheEnd(async () => {
      for (const { session } of socketsOf(server)) session.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    }),
  };
  return smtp;
}

type Data = {
  stream: NodeJS.ReadableStream;
  session: SMTPServerSession;
  done(error?: Error | null): void;
};

async function taken(smtp: LoopbackSmtp, server: SMTPServer, { stream, session, done }: Data): Promise<void> {
  const fault = smtp.upcoming.shift();
  const drop = () =>
    socketsOf(server)
      .find(({ id }) => id === session.id)
      ?.session.destroy();
  if (fault === 'cut-off') return void stream.once('data', drop);
  const raw = await buffer(stream);
  if (fault === 'refused') return done(answer(554, 'This looks like spam'));
  const { mailFrom, rcptTo } = session.envelope;
  const mail = await simpleParser(raw);
  const from = mailFrom === false ? '' : mailFrom.address;
  smtp.mails.push({ from, to: rcptTo.map(({ address }) => address), mail, raw });
  smtp.accepted.push((mail.messageId ?? '').slice(1, 37));
  if (smtp.insteadOfAnswering !== null) return smtp.insteadOfAnswering();
  if (fault === 'hang') return;
  if (fault === 'broken-off') return void drop();
  if (fault === 'nonsense')
    return void socketsOf(server)
      .find(({ id }) => id === session.id)
      ?.session.write('?\r\n');
  done();
}

/** The sockets under the sessions. */
function socketsOf({ connections }: SMTPServer) {
  return [...connections].map(({ id, _socket: session }) => ({ id, session }));
}

function busy(smtp: LoopbackSmtp): Error {
  smtp.upcoming.shift();
  return answer(421, 'Try again later');
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

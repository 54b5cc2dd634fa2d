// The cookie marks a browser in which a person has logged in before: failures of strangers do not count there (OWASP,
// “device cookies”). It proves nothing else; the password is still asked for.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loginHash } from './name-lock.ts';

const PREFIX = 'careline_device_';
const HALF_A_YEAR_S = 180 * 24 * 60 * 60;

/** Browser names by their cookies; only cookies that Careline has signed. */
export type Devices = ReadonlyMap<string, string>;

export function devicesOf({ headers }: FastifyRequest, secret: string): Devices {
  // Runs before a body is read, so before the cookie plugin parses anything.
  const sent = [...(headers.cookie ?? '').matchAll(/(?:^|; ?)(careline_device_[0-9a-f]{24})=([\w-]+)\.([\w-]+)/g)];
  return new Map(
    sent.flatMap(([, name = '', device = '', signature = '']): [string, string][] => {
      return isSame(signature, signatureOf(name, device, secret)) ? [[name, device]] : [];
    }),
  );
}

/** One cookie for each login name, because people share machines. */
export function deviceCookie(login: string): string {
  return `${PREFIX}${loginHash(login).slice(0, 24)}`;
}

/** Makes a browser known for a login name, or renews its cookie. */
export function rememberDevice(
  reply: FastifyReply,
  { login, device, secret, secure }: { login: string; device: string | null; secret: string; secure: boolean },
): void {
  const [name, id] = [deviceCookie(login), device ?? randomBytes(16).toString('base64url')];
  reply.setCookie(name, `${id}.${signatureOf(name, id, secret)}`, {
    path: '/v1/login',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: HALF_A_YEAR_S,
  });
}

function signatureOf(name: string, device: string, secret: string): string {
  return createHmac('sha256', secret).update(`device cookie ${name} ${device}`).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

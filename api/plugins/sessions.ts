// A session lasts twelve hours; the time starts again while the person works.
import { randomBytes } from 'node:crypto';
import cookie, { Signer } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest, Session } from 'fastify';
import fp from 'fastify-plugin';
import { deleteSession, readSession, writeSession } from '../../db/write/sessions.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { readBySession } from '../cases/asked.ts';
import { hashToken } from '../people/tokens.ts';

export const SESSION_COOKIE = 'careline_session';

// The static pages and the documentation need no session, so the browser does not send it there.
const COOKIE_PATH = '/v1';
const LIFETIME_MS = 12 * 60 * 60 * 1000;
// A session is written again at most this often: most requests only read it.
const ROLL_AFTER_MS = 10 * 60 * 1000;

const LONGEST_USER_AGENT = 300;

/** Sessions use the machine's time, whatever the clock of the cases says. */
const wallTime = (): number => systemClock.now().getTime();

export type SessionOptions = { secret: string; secure: boolean };

/** What the answer has to do: write the session's row and its cookie, or take a cookie back that opens nothing. */
type Change = 'begin' | 'continue' | 'forget';

const changes = new WeakMap<FastifyRequest, Change>();

// Only the hash of an id is stored, so an empty id opens nothing.
const none = (): Session => ({ sessionId: '' });

export const sessions = fp<SessionOptions>(
  async (app, { secret, secure }) => {
    const signer = new Signer(secret);
    const attributes = { path: COOKIE_PATH, httpOnly: true, sameSite: 'lax', secure } as const;
    await app.register(cookie);
    app.decorateRequest('session');
    app.addHook('onRequest', (request, _reply, done) => {
      request.session = none();
      const shown = isSentTo(request) ? request.cookies[SESSION_COOKIE] : undefined;
      if (!shown) return done();
      const { valid, value } = signer.unsign(shown);
      recall(request, valid ? value : null).then(() => done(), done);
    });
    app.addHook('onSend', (request, reply, _payload, done) => {
      const change = changes.get(request);
      if (change === undefined) return done();
      if (change === 'forget') {
        reply.clearCookie(SESSION_COOKIE, { path: COOKIE_PATH });
        return done();
      }
      // A cookie for HTTPS would be lost, and its row with it.
      if (secure && request.protocol !== 'https') return done();
      const expires = wallTime() + LIFETIME_MS;
      store(request, change, toInstant(expires)).then(() => {
        const value = signer.sign(request.session.sessionId);
        reply.setCookie(SESSION_COOKIE, value, { ...attributes, expires: new Date(expires) });
        done();
      }, done);
    });
  },
  { name: 'sessions', dependencies: ['unit-of-work'] },
);

function isSentTo({ raw: { url = '' } }: FastifyRequest): boolean {
  const [path = ''] = url.split('?', 1);
  return path === COOKIE_PATH || path.startsWith(`${COOKIE_PATH}/`);
}

/** Reads the session of a cookie's id, and prolongs it when it is time. */
async function recall(request: FastifyRequest, sessionId: string | null): Promise<void> {
  const now = wallTime();
  const wanted = sessionId && { sidHash: hashToken(sessionId), now: toInstant(now) };
  const data = wanted ? await readBySession<Omit<Session, 'sessionId'>>(request, wanted) : null;
  if (data === null || sessionId === null) return void changes.set(request, 'forget');
  const { personId, loggedInAt, passwordMark, rolledAt, address, userAgent } = data;
  request.session = { sessionId, personId, loggedInAt, passwordMark, rolledAt, address, userAgent };
  if (rolledAt === undefined || rolledAt + ROLL_AFTER_MS > now) return;
  request.session.rolledAt = now;
  changes.set(request, 'continue');
}

// Only a login makes a row: a late request must not bring back a session that was ended meanwhile.
async function store({ em, session }: FastifyRequest, mode: 'begin' | 'continue', expiresAt: Instant): Promise<void> {
  const { sessionId, ...data } = session;
  const { personId, passwordMark } = data;
  const holder = personId === undefined || passwordMark === undefined ? undefined : { personId, passwordMark };
  await writeSession(em, { sidHash: hashToken(sessionId), data, expiresAt, mode, holder });
}

/**
 * Logs a person in under a new, random session id; the session before it ends. With the hash of the checked password,
 * the session exists only while that is their password. Its row and cookie are written with the answer.
 */
export async function beginSession(request: FastifyRequest, personId: string, passwordHash?: string): Promise<void> {
  await end(request);
  const now = wallTime();
  request.session = {
    sessionId: randomBytes(32).toString('base64url'),
    ...{ personId, loggedInAt: now, rolledAt: now, address: request.ip },
    userAgent: request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT),
    passwordMark: passwordHash === undefined ? undefined : hashToken(passwordHash),
  };
  changes.set(request, 'begin');
}

/** Ends the session, in the database and in the browser. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await end(request);
  reply.clearCookie(SESSION_COOKIE, { path: COOKIE_PATH });
}

async function end(request: FastifyRequest): Promise<void> {
  const { sessionId } = request.session;
  if (sessionId !== '') await deleteSession(request.em, hashToken(sessionId));
  request.session = none();
  changes.delete(request);
}

/** The hash under which a request's session is stored, and the instant for its expiry check. */
export function storedSession({ session }: FastifyRequest): { sidHash: string; now: Instant } {
  return { sidHash: hashToken(session.sessionId), now: toInstant(wallTime()) };
}

/** Tells whether the session of a request has neither ended nor expired since the request began. */
export async function isSessionAlive(request: FastifyRequest): Promise<boolean> {
  const { sidHash, now } = storedSession(request);
  return (await readSession(request.em, sidHash, now)) !== null;
}

// A session lasts twelve hours; the time starts again while the person works.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import session, { type FastifySessionOptions } from '@fastify/session';
import type { FastifyReply, FastifyRequest, Session } from 'fastify';
import fp from 'fastify-plugin';
import type { Orm } from '../../db/orm.ts';
import { deleteSession, readSession, writeSession } from '../../db/write/sessions.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { askedBySession } from '../cases/asked.ts';
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

export type SessionOptions = { orm: Orm; secret: string; secure: boolean };

export const sessions = fp<SessionOptions>(
  async (app, { orm, secret, secure }) => {
    const asking = new AsyncLocalStorage<FastifyRequest>();
    await app.register(cookie);
    // The store is not told for which request it reads.
    app.addHook('onRequest', (request, _reply, done) => asking.run(request, done));
    await app.register(session, {
      secret,
      cookieName: SESSION_COOKIE,
      cookie: { path: COOKIE_PATH, httpOnly: true, sameSite: 'lax', secure, maxAge: LIFETIME_MS },
      saveUninitialized: false,
      rolling: false,
      idGenerator: () => randomBytes(32).toString('base64url'),
      store: storeIn(orm, () => asking.getStore()),
    });
    app.addHook('onRequest', async ({ session: current }) => {
      const due = (current.rolledAt ?? Number.POSITIVE_INFINITY) + ROLL_AFTER_MS;
      if (due <= wallTime()) current.rolledAt = wallTime();
    });
  },
  { name: 'sessions' },
);

/**
 * Logs a person in under a new, random session id. With the hash of the checked password, the session exists only while
 * that is their password.
 */
export async function beginSession(request: FastifyRequest, personId: string, passwordHash?: string): Promise<void> {
  await request.session.regenerate();
  if (passwordHash !== undefined) request.session.passwordMark = hashToken(passwordHash);
  const now = wallTime();
  const userAgent = request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT);
  Object.assign(request.session, { personId, loggedInAt: now, rolledAt: now, address: request.ip, userAgent });
}

/** Ends the session, in the database and in the browser. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await request.session.destroy();
  reply.clearCookie(SESSION_COOKIE, { path: COOKIE_PATH });
}

/** The hash under which a request's session is stored, and the instant for its expiry check. */
export function storedSession({ session: current }: FastifyRequest): { sidHash: string; now: Instant } {
  return { sidHash: hashToken(current.sessionId), now: toInstant(wallTime()) };
}

/** Tells whether the session of a request has neither ended nor expired since the request began. */
export async function isSessionAlive(request: FastifyRequest): Promise<boolean> {
  const { sidHash, now } = storedSession(request);
  return (await readSession(request.em, sidHash, now)) !== null;
}

function storeIn(orm: Orm, asking: () => FastifyRequest | undefined): NonNullable<FastifySessionOptions['store']> {
  return {
    get(sid, done) {
      const [request, wanted] = [asking(), { sidHash: hashToken(sid), now: toInstant(wallTime()) }];
      const reading =
        request === undefined
          ? readSession<Session>(orm.em.fork(), wanted.sidHash, wanted.now)
          : askedBySession<Session>(request, wanted);
      reading.then((found) => done(null, found), done);
    },
    set(sid, data, done) {
      // A session without a login needs no row.
      if (data.personId === undefined) return done();
      // Only a login makes a row: a late request must not bring back a session that was ended meanwhile.
      const mode = data.loggedInAt === data.rolledAt ? 'begin' : 'continue';
      const expiresAt = toInstant(wallTime() + LIFETIME_MS);
      const { personId, passwordMark } = data;
      const holder = passwordMark === undefined ? undefined : { personId, passwordMark };
      writeSession(orm.em.fork(), { sidHash: hashToken(sid), data, expiresAt, mode, holder }).then(() => done(), done);
    },
    destroy(sid, done) {
      deleteSession(orm.em.fork(), hashToken(sid)).then(() => done(), done);
    },
  };
}

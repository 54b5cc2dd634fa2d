// A failed login never says whether the name or the password was wrong.
import type { FastifyRequest } from 'fastify';
import { type Account, readAccount, readPerson } from '../../db/read/people.ts';
import { audit } from '../../db/write/audit.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { rememberDevice } from '../people/device-cookies.ts';
import { verifyPassword } from '../people/passwords.ts';
import { SMALL_BODY_BYTES } from '../plugins/body-limits.ts';
import { beginSession, endSession } from '../plugins/sessions.ts';
import { LoginBody, Me } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { NoContent, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, ProblemError } from '../server/errors.ts';

const logIn = {
  config: { access: 'anyone', idempotency: 'natural', origin: 'checked', limit: 'login' },
  bodyLimit: SMALL_BODY_BYTES,
  schema: {
    tags: ['session'],
    summary: 'Log in',
    description:
      'Answers with a session cookie. With a first password (`mustChangePassword`) nothing is open but `POST /v1/me/password`. Refuses with `login-failed`, and with `rate-limited` after many failures: of one address, and of one name over all addresses, whether it exists or not. A browser in which a person has logged in before keeps a cookie for that name, and only its own failures count there.',
    body: LoginBody,
    response: { 200: Ref(Me), ...problems(400, 401, 403, 429) },
  },
} as const;

const logOut = {
  config: { access: 'anyone', idempotency: 'natural' },
  schema: {
    tags: ['session'],
    summary: 'Log out',
    description:
      'Ends the session for good, wherever its cookie was copied to, and clears the cookie. Without a session nothing happens.',
    response: { 204: NoContent },
  },
} as const;

const whoAmI = {
  config: { access: 'staff' },
  schema: {
    tags: ['session'],
    summary: 'The person who is logged in',
    description:
      'The person of the session or the app of the key, with the roles as they are now. A customer gets 403.',
    response: { 200: Ref(Me), ...problems(401, 403) },
  },
} as const;

type Options = { secret: string; secure: boolean };

export async function sessionRoutes(app: CarelineApp, { secret, secure }: Options): Promise<void> {
  // The session's cookie must come first, because many clients take the first cookie.
  const known = new WeakMap<FastifyRequest, () => void>();
  app.addHook('onSend', async (request) => known.get(request)?.());
  app.post('/v1/login', logIn, async (request, reply) => {
    const { em, body } = request;
    const { login, password } = body;
    const { device, succeeded } = app.beginLogin(request, login);
    const tried = await app.nameLock(em, login, device);
    const account = await readAccount(em, login);
    const matches = await verifyPassword(password, account?.passwordHash ?? null);
    if (account === null || !matches) return refuseLogin(request, login, { account, pausedUntil: tried.pausedUntil });
    succeeded();
    await em.transactional(async (tx) => {
      await tried.succeeded(tx);
      await audit(tx, { ...loginOf(request), actor: login, action: 'login.succeeded' });
    });
    await beginSession(request, account.id, account.passwordHash);
    known.set(request, () => rememberDevice(reply, { login, device, secret, secure }));
    return (await readPerson(em, login)) ?? notFound();
  });

  app.post('/v1/logout', logOut, async (request, reply) => {
    await endSession(request, reply);
    return reply.code(204).send(null);
  });

  app.get('/v1/me', whoAmI, async ({ em, staff }) => {
    const { login, name, admin, memberships } = staff;
    // An app has no language of its own.
    const locale = (await readPerson(em, login))?.locale ?? 'en';
    return { login, name, admin, locale, memberships: [...memberships], mustChangePassword: false };
  });
}

type Failed = { account: Account | null; pausedUntil: Instant | null };

/** @throws ProblemError 401, the same for every cause. An unknown login name is not kept: it may be a password. */
async function refuseLogin(request: FastifyRequest, login: string, { account, pausedUntil }: Failed): Promise<never> {
  const { at, details } = loginOf(request);
  const whose = { at, actor: 'anonymous', details: { login: account === null ? null : login, ...details } };
  await audit(request.em, { ...whose, action: 'login.failed' });
  if (pausedUntil !== null) {
    await audit(request.em, { ...whose, action: 'login.locked', details: { ...whose.details, until: pausedUntil } });
  }
  throw new ProblemError('login-failed', 'the login name or the password is wrong');
}

function loginOf({ ip, server }: FastifyRequest): { at: Instant; details: { address: string } } {
  return { at: toInstant(server.clock.now()), details: { address: ip } };
}

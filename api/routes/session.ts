// Owns logging in, logging out and who one is. Refuses to say which half of a login was wrong.
import { readAccount, readPerson } from '../../db/read/people.ts';
import type { CarelineApp } from '../careline-app.ts';
import { notFound, ProblemError } from '../errors.ts';
import { verifyPassword } from '../passwords.ts';
import { SMALL_BODY_BYTES } from '../plugins/body-limits.ts';
import { beginSession, endSession } from '../plugins/sessions.ts';
import { LoginBody, Me } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { NoContent, Ref } from '../schemas/shared.ts';

const logIn = {
  config: { access: 'anyone', idempotency: 'natural', origin: 'checked', limit: 'login' },
  bodyLimit: SMALL_BODY_BYTES,
  schema: {
    tags: ['session'],
    summary: 'Log in',
    description:
      'Answers with a session cookie. With a first password (`mustChangePassword`) nothing is open but `POST /v1/me/password`. Refuses with `login-failed`, and with `rate-limited` after many failures.',
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
    summary: 'Who is logged in',
    description:
      'The person of the session or the app of the key, with the roles as they are now. A customer gets 403.',
    response: { 200: Ref(Me), ...problems(401, 403) },
  },
} as const;

export async function sessionRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/login', logIn, async (request) => {
    const { login, password } = request.body;
    const succeeded = app.beginLogin(request, login);
    const account = await readAccount(request.em, login);
    const matches = await verifyPassword(password, account?.passwordHash ?? null);
    if (account === null || !matches) throw new ProblemError('login-failed', 'the login name or the password is wrong');
    succeeded();
    await beginSession(request, account.id);
    return (await readPerson(request.em, login)) ?? notFound();
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

import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { readAccount, readPerson } from '../../db/read/people.ts';
import { listSessionsOf } from '../../db/read/sessions.ts';
import { audit } from '../../db/write/audit.ts';
import { forgetAllTries } from '../../db/write/login-tries.ts';
import { changeOwnPassword } from '../../db/write/people.ts';
import { deleteOwnSession, deleteSessionsOf } from '../../db/write/sessions.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { loginHash } from '../people/name-lock.ts';
import { hashPassword, verifyPassword } from '../people/passwords.ts';
import { beginSession, endSession, isSessionAlive, storedSession } from '../plugins/sessions.ts';
import { LoginSession, Me, OwnPassword } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { Id, NoContent, Page, pageQuery, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, ProblemError } from '../server/errors.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';

const tags = ['session'];

/**
 * The device under which tries to change a password are counted. No cookie can name it, because its name is not signed.
 */
const OWN_PASSWORD = 'own-password';

const changePassword = {
  // Nothing of a password is kept for a repetition, not even a fingerprint.
  config: { access: 'own-password', idempotency: 'natural' },
  schema: {
    tags,
    summary: 'Change one’s own password',
    description:
      'Ends every other session. The session that asks goes on under a new cookie, and a first password (`mustChangePassword`) has done its work. Refuses with `password-wrong` when the current one is not right, with `password-unchanged` when the new one is the same, and with `rate-limited` after many failures.',
    body: OwnPassword,
    response: { 200: Ref(Me), ...problems(400, 401, 403, 422, 429) },
  },
} as const;

const list = {
  config: { access: 'person' },
  schema: {
    tags,
    summary: 'One’s own sessions, oldest first',
    description: 'Where one is logged in, and since when. Sessions that have ended or run out are not listed.',
    querystring: Type.Object(pageQuery),
    response: { 200: Page(Ref(LoginSession)), ...problems(400, 401, 403) },
  },
} as const;

const endOne = {
  config: { access: 'person' },
  schema: {
    tags,
    summary: 'End one of one’s own sessions',
    description: 'At once, its live streams included. The session of the request itself may be ended too.',
    params: Type.Object({ id: Id }),
    response: { 204: NoContent, ...problems(400, 401, 403, 404) },
  },
} as const;

const endAll = {
  config: { access: 'person' },
  schema: {
    tags,
    summary: 'End all of one’s own sessions',
    description: 'The one that asks included: log in again afterwards.',
    response: { 204: NoContent, ...problems(401, 403) },
  },
} as const;

export async function ownAccountRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/me/password', changePassword, async (request) => {
    const { currentPassword, newPassword } = request.body;
    const { login } = request.staff;
    const passwordHash = await replacePassword(request, currentPassword, newPassword);
    await beginSession(request, personOf(request), passwordHash);
    return (await readPerson(request.em, login)) ?? notFound();
  });

  app.get('/v1/me/sessions', list, async (request) => {
    const { cursor, limit } = request.query;
    const [startedAt = '', id = ''] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const after = cursor === undefined ? null : { startedAt, id };
    const asked = { personId: personOf(request), ...storedSession(request), after, limit: limit + 1 };
    return pageOf(await listSessionsOf(request.em, asked), limit, (last) => [last.startedAt, last.id]);
  });

  app.delete('/v1/me/sessions/:id', endOne, async (request, reply) => {
    const { id } = request.params;
    await request.em.transactional(async (tx) => {
      if (!(await deleteOwnSession(tx, personOf(request), id))) notFound();
      await audit(tx, { ...actOf(request), action: 'sessions.ended', details: { id } });
    });
    if (!(await isSessionAlive(request))) await endSession(request, reply);
    return reply.code(204).send(null);
  });

  app.delete('/v1/me/sessions', endAll, async (request, reply) => {
    await request.em.transactional(async (tx) => {
      const count = await deleteSessionsOf(tx, personOf(request));
      await audit(tx, { ...actOf(request), action: 'sessions.ended', details: { count } });
    });
    await endSession(request, reply);
    return reply.code(204).send(null);
  });
}

/** Returns the new password's hash. */
async function replacePassword(request: FastifyRequest, current: string, wanted: string): Promise<string> {
  const { em, server, staff } = request;
  const { id: personId, passwordHash: before } = (await readAccount(em, staff.login)) ?? notFound();
  // Counted apart from the login, where strangers may have failed: a stranger cannot send a browser cookie of that
  // name.
  const tried = await server.nameLock(em, staff.login, OWN_PASSWORD);
  if (!(await verifyPassword(current, before))) wrongPassword();
  if (await verifyPassword(wanted, before)) {
    throw new ProblemError('password-unchanged', 'the new password is the current one');
  }
  const passwordHash = await hashPassword(wanted);
  await em.transactional(async (tx) => {
    if (!(await changeOwnPassword(tx, { personId, before, passwordHash }))) wrongPassword();
    await tried.succeeded(tx);
    await forgetAllTries(tx, loginHash(staff.login));
    await deleteSessionsOf(tx, personId);
    await audit(tx, { ...actOf(request), action: 'password.changed', details: { login: staff.login } });
  });
  return passwordHash;
}

function wrongPassword(): never {
  throw new ProblemError('password-wrong', 'the current password is wrong');
}

function actOf({ server, staff }: FastifyRequest): { at: string; actor: string } {
  return { at: toInstant(server.clock.now()), actor: staff.login };
}

/** Only a session opens these routes, and it has a person. */
function personOf({ session }: FastifyRequest): string {
  return session.personId ?? notFound();
}

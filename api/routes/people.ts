// Owns the people of the centre over HTTP: an admin makes, changes and deactivates them. Refuses to delete anybody:
// their name stands in what they did.
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { isTaken } from '../../db/errors.ts';
import { listPeople, readPerson } from '../../db/read/people.ts';
import { audit } from '../../db/write/audit.ts';
import { insertPerson, updatePerson } from '../../db/write/people.ts';
import { deleteSessionsOf } from '../../db/write/sessions.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { CarelineApp } from '../careline-app.ts';
import { decodeCursor } from '../cursor.ts';
import { invalid, notFound, ProblemError } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { hashPassword } from '../passwords.ts';
import { checkRoles } from '../roles.ts';
import { NewPerson, Person, PersonChange } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { Page, pageQuery, Ref } from '../schemas/shared.ts';

const config = { access: 'admin' } as const;
const tags = ['administration'];

export async function peopleRoutes(app: CarelineApp): Promise<void> {
  app.get(
    '/v1/people',
    {
      config,
      schema: {
        tags,
        summary: 'Everybody, by login name',
        querystring: Type.Object(pageQuery),
        response: { 200: Page(Ref(Person)), ...problems(400, 401, 403) },
      },
    },
    async ({ em, query }) => {
      const [after = ''] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 1);
      return pageOf(await listPeople(em, { after, limit: query.limit + 1 }), query.limit, ({ login }) => [login]);
    },
  );

  app.post(
    '/v1/people',
    {
      config,
      schema: {
        tags,
        summary: 'Add somebody',
        body: NewPerson,
        response: { 201: Ref(Person), ...problems(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const { body, em, staff } = request;
      const { login, name, password, admin = false, locale = 'ru', memberships = [] } = body;
      checkMemberships(admin, memberships);
      const passwordHash = await hashPassword(password);
      const at = toInstant(app.clock.now());
      const person = { id: randomUUID(), login, name, passwordHash, admin, locale, memberships };
      await em
        .transactional(async (tx) => {
          await insertPerson(tx, person, at);
          await audit(tx, { at, actor: staff.login, action: 'person.added', details: { login, admin, memberships } });
        })
        .catch((error: unknown) => {
          throw isTaken(error) ? new ProblemError('login-taken', 'somebody has this login name already') : error;
        });
      return reply.code(201).send((await readPerson(em, login)) ?? notFound());
    },
  );

  app.patch(
    '/v1/people/:login',
    {
      config,
      schema: {
        tags,
        summary: 'Change somebody; a new password and deactivation end their sessions',
        params: Type.Object({ login: Type.String() }),
        body: PersonChange,
        response: { 200: Ref(Person), ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async ({ body, em, params, staff }) => {
      const { login } = params;
      const { password, ...change } = body;
      const before = (await readPerson(em, login)) ?? notFound();
      checkMemberships(before.admin, change.memberships ?? []);
      if (login === staff.login && change.active === false) {
        throw new ProblemError('own-account', 'nobody deactivates themselves');
      }
      const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) };
      const at = toInstant(app.clock.now());
      await em.transactional(async (tx) => {
        const id = (await updatePerson(tx, login, { ...change, ...hashed })) ?? notFound();
        if (password !== undefined || change.active === false) await deleteSessionsOf(tx, id);
        const details = { login, changed: Object.keys(body), ...change };
        await audit(tx, { at, actor: staff.login, action: 'person.changed', details });
      });
      return (await readPerson(em, login)) ?? notFound();
    },
  );
}

function checkMemberships(admin: boolean, memberships: readonly { program: string; role: string }[]): void {
  if (admin && memberships.length > 0) invalid('/memberships', 'whoever administers sees no correspondence and holds no role');
  checkRoles(memberships);
}

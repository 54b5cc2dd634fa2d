// A person is never deleted: their name stays on what they did.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { isTaken } from '../../db/errors.ts';
import { listPeople, type PersonRecord, readPerson } from '../../db/read/people.ts';
import { audit } from '../../db/write/audit.ts';
import { lockHolders } from '../../db/write/give-backs.ts';
import { forgetAllTries } from '../../db/write/login-tries.ts';
import { withdrawLost } from '../../db/write/notifications-withdrawn.ts';
import { insertPerson, updatePerson } from '../../db/write/people.ts';
import { deleteSessionsOf } from '../../db/write/sessions.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { defaultProgram, programNamed } from '../../programs/index.ts';
import { followRoles } from '../people/changed-roles.ts';
import { giveBackHeldBy } from '../people/leaving.ts';
import { loginHash } from '../people/name-lock.ts';
import { hashPassword } from '../people/passwords.ts';
import { NewPerson, Person, PersonChange } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { Page, pageQuery, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, ProblemError } from '../server/errors.ts';
import { checkMemberships, refuseUnreadable } from '../server/given-values.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';
import { lockTeams } from './conversations/arrivals.ts';

const config = { access: 'admin' } as const;
const tags = ['administration'];

const list = {
  config,
  schema: {
    tags,
    summary: 'All people, by login name',
    description:
      'All people of the centre, those who have left included (`active` is false). The people of one program are `GET /v1/programs/{program}/people`.',
    querystring: Type.Object(pageQuery),
    response: { 200: Page(Ref(Person)), ...problems(400, 401, 403) },
  },
} as const;

const add = {
  config,
  schema: {
    tags,
    summary: 'Add a person',
    description:
      'A login name is never given to another person (`login-taken`). The password is a first password: it has to be changed (`POST /v1/me/password`) before anything else is open. Admins hold no role in a program, because they see no correspondence. A role that the program does not have is `role-unknown`. Without `locale` the console speaks the language of their first program.',
    body: NewPerson,
    response: { 201: Ref(Person), ...problems(400, 401, 403, 409, 422) },
  },
} as const;

const change = {
  config,
  schema: {
    tags,
    summary: 'Change a person; a new password and deactivation end their sessions',
    description:
      'Only the given fields change. A new password is a first password again; for your own use `POST /v1/me/password` (`own-account`). `memberships` are replaced as a whole. Work that the person may no longer hold goes back, and timelines say why. A request returns to its queue when they are deactivated or have no role in its program. A ticket goes to another person of its team when they have no role that takes such tickets. `POST /v1/people/{login}/preview` says what that would be.',
    params: Type.Object({ login: Type.String() }),
    body: PersonChange,
    response: { 200: Ref(Person), ...problems(400, 401, 403, 404, 409, 422) },
  },
} as const;

export async function peopleRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/people', list, async ({ em, query }) => {
    const [after = ''] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'text');
    const found = await listPeople(em, { after, limit: query.limit + 1 });
    return pageOf(found, query.limit, ({ login }) => [login]);
  });

  app.post('/v1/people', add, async (request, reply) =>
    reply.code(201).send(await addPerson(request, request.body).catch(explainTaken)),
  );

  app.patch('/v1/people/:login', change, async (request) => changePerson(request, request.params.login, request.body));
}

async function addPerson(request: FastifyRequest, given: Static<typeof NewPerson>): Promise<PersonRecord> {
  const { em, server, staff } = request;
  const { login, name, password, admin = false, memberships = [] } = given;
  refuseUnreadable('/name', name);
  checkMemberships(admin, memberships);
  const locale = given.locale ?? languageOf(memberships);
  const person = { id: randomUUID(), login, name, admin, locale, memberships };
  const passwordHash = await hashPassword(password);
  const at = toInstant(server.clock.now());
  await em.transactional(async (tx) => {
    await insertPerson(tx, { ...person, passwordHash, mustChangePassword: true }, at);
    await audit(tx, { at, actor: staff.login, action: 'person.added', details: { login, admin, memberships } });
  });
  return (await readPerson(em, login)) ?? notFound();
}

// A person reads the language of their first program's customers; the console's language can be changed at any time.
function languageOf([first]: readonly { program: string }[]): string {
  return first === undefined ? (defaultProgram()?.locale ?? 'en') : programNamed(first.program).locale;
}

function explainTaken(error: unknown): never {
  throw isTaken(error) ? new ProblemError('login-taken', 'this login name is taken') : error;
}

async function changePerson(
  { em, server, staff }: FastifyRequest,
  login: string,
  given: Static<typeof PersonChange>,
): Promise<PersonRecord> {
  const { password, ...rest } = given;
  const before = (await readPerson(em, login)) ?? notFound();
  refuseUnreadable('/name', rest.name);
  checkMemberships(before.admin, rest.memberships ?? []);
  if (login === staff.login && rest.active === false) {
    throw new ProblemError('own-account', 'you cannot deactivate yourself');
  }
  if (login === staff.login && password !== undefined) {
    throw new ProblemError('own-account', 'your own password is changed by POST /v1/me/password');
  }
  const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) };
  const told = await em.transactional(async (tx) => {
    await lockTeams(tx, rest.memberships ?? []);
    await lockHolders(tx, login);
    const id = (await updatePerson(tx, login, { ...rest, ...hashed })) ?? notFound();
    if (password !== undefined) await forgetAllTries(tx, loginHash(login));
    if (password !== undefined || rest.active === false) await deleteSessionsOf(tx, id);
    const at = toInstant(server.clock.now());
    const details = { login, changed: Object.keys(given), ...rest };
    await audit(tx, { at, actor: staff.login, action: 'person.changed', details });
    if (rest.memberships !== undefined) return followRoles(tx, login, at);
    if (rest.active !== undefined) await withdrawLost(tx, login, at);
    return giveBackHeldBy(tx, login, at);
  });
  for (const workflowId of told) void server.cases.deliver(workflowId);
  return (await readPerson(em, login)) ?? notFound();
}

// The roles that people hold in one program. Its owners give and take them; an admin may do so too.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type PersonRecord, readPerson } from '../../../db/read/people.ts';
import { audit } from '../../../db/write/audit.ts';
import { lockHolders } from '../../../db/write/give-backs.ts';
import { updatePerson } from '../../../db/write/people.ts';
import { PROGRAM_OWNER } from '../../../domain/access/program-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { followRoles } from '../../people/changed-roles.ts';
import { RolesHeld } from '../../schemas/person.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound, ProblemError } from '../../server/errors.ts';
import { checkMemberships } from '../../server/given-values.ts';
import { lockTeams } from '../conversations/arrivals.ts';
import { checkMayChange, FOR_WHOM } from './given-document.ts';

const tags = ['programs'];

const give = {
  config: { access: 'person' },
  schema: {
    tags,
    summary: 'Set the roles that a person holds in a program',
    description: `${FOR_WHOM} \`roles\` replace those that the person holds in this program, \`program-owner\` included; roles of other programs stay. A role that the program does not have is \`role-unknown\`. Admins hold no role, and owners cannot take their own role \`program-owner\` away (\`own-account\`). Work that the person may no longer hold goes back, and timelines say why.`,
    params: Type.Object({ program: Type.String(), login: Type.String() }),
    body: Type.Object(
      { roles: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100, uniqueItems: true }) },
      { additionalProperties: false },
    ),
    response: { 200: Ref(RolesHeld), ...problems(400, 401, 403, 404, 409, 422) },
  },
} as const;

export async function programRoles(app: CarelineApp): Promise<void> {
  app.put('/v1/programs/:program/people/:login/roles', give, async (request) => {
    const { program, login } = request.params;
    checkMayChange(request, program);
    const { roles } = request.body;
    const isOwn = login === request.staff.login;
    if (isOwn && !request.staff.admin && !roles.includes(PROGRAM_OWNER)) {
      throw new ProblemError('own-account', 'another owner or an admin has to take this role from you');
    }
    return rolesOf(await giveRoles(request, { program, login, roles }), program);
  });
}

type Given = { program: string; login: string; roles: readonly string[] };

async function giveRoles(request: FastifyRequest, { program, login, roles }: Given): Promise<PersonRecord> {
  const { em, server, staff } = request;
  const given = roles.map((role) => ({ program, role }));
  const told = await em.transactional(async (tx) => {
    // Of two changes at once the later one sees the roles that the earlier one gave.
    await lockTeams(tx, [...((await readPerson(tx, login))?.memberships ?? []), ...given]);
    await lockHolders(tx, login);
    const person = (await readPerson(tx, login)) ?? notFound();
    if (!person.active) invalid('/login', 'this person is deactivated');
    checkMemberships(person.admin, given);
    const memberships = [...person.memberships.filter((held) => held.program !== program), ...given];
    await updatePerson(tx, login, { memberships });
    const at = toInstant(server.clock.now());
    const details = { login, changed: ['memberships'], memberships };
    await audit(tx, { at, actor: staff.login, action: 'person.changed', program, details });
    return followRoles(tx, login, at);
  });
  for (const workflowId of told) void server.cases.deliver(workflowId);
  return (await readPerson(em, login)) ?? notFound();
}

function rolesOf({ login, name, memberships }: PersonRecord, program: string) {
  return { login, name, roles: memberships.filter((held) => held.program === program).map(({ role }) => role) };
}

import Type from 'typebox';
import { readApiKey } from '../../db/read/api-keys.ts';
import { listHeldBy, readStanding } from '../../db/read/held.ts';
import { readPerson } from '../../db/read/people.ts';
import { appLogin } from '../../domain/access/actor.ts';
import { type Held, lostBy } from '../../domain/access/held.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { HeldWork } from '../schemas/held.ts';
import { PersonChange } from '../schemas/person.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound } from '../server/errors.ts';
import { checkMemberships } from '../server/given-values.ts';

const config = { access: 'admin' } as const;
const tags = ['administration'];
const MOST_NAMED = 200;

const preview = {
  config,
  schema: {
    tags,
    summary: 'Work that a person holds, and the part that a change would give back',
    description:
      'Asked before they are deactivated or lose a role; nothing changes. Without `active` and `memberships` nothing goes back.',
    params: Type.Object({ login: Type.String() }),
    body: PersonChange,
    response: { 200: Ref(HeldWork), ...problems(400, 401, 403, 404, 422) },
  },
} as const;

const held = {
  config,
  schema: {
    tags,
    summary: 'Work that the app of a key holds, and the part that would go back without the key',
    description: 'Asked before a key is revoked. Work that another key of the same name may hold stays.',
    params: Type.Object({ id: Id }),
    response: { 200: Ref(HeldWork), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function heldRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/people/:login/preview', preview, async ({ em, params: { login }, body }) => {
    const { admin, active, memberships } = { ...((await readPerson(em, login)) ?? notFound()), ...body };
    checkMemberships(admin, memberships);
    const holds = await listHeldBy(em, login);
    return heldView(holds, lostBy(holds, { login, memberships: active ? memberships : [] }));
  });

  app.get('/v1/api-keys/:id/held', held, async ({ em, params }) => {
    const login = appLogin((await readApiKey(em, params.id)) ?? notFound());
    const standing = await readStanding(em, login, toInstant(app.clock.now()), { without: params.id });
    const holds = await listHeldBy(em, login);
    return heldView(holds, lostBy(holds, standing ?? { login, memberships: [] }));
  });
}

function heldView(holds: readonly Held[], givesBack: readonly Held[]) {
  return { holds: byProcess(holds), givesBack: byProcess(givesBack) };
}

/** By process, in the order of their names; a process without work is left out. */
function byProcess(held: readonly Held[]) {
  return Object.entries(Object.groupBy(held, ({ kind }) => kind))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([process, works = []]) => ({
      process,
      count: works.length,
      ids: works.slice(0, MOST_NAMED).map(({ id }) => id),
    }));
}

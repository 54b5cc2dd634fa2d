import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';

export type Holder = { login: string; name: string; roles: string[] };

/** The active people who hold a role in a program. */
export function holdersQuery(program: string, isAdmin: boolean) {
  return queryOptions({
    queryKey: ['rules-people', program, isAdmin],
    queryFn: () =>
      allPages<Holder>(async (cursor) => {
        const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
        return isAdmin ? fromAll(program, query) : ofProgram(program, query);
      }),
  });
}

type Query = { limit: number; cursor?: string };

// Admins are in no program, so they read the list of all people.
async function fromAll(program: string, query: Query) {
  const { items, nextCursor } = await dataOf(api.GET('/v1/people', { params: { query } }));
  const holders = items
    .filter(({ active }) => active)
    .map(({ login, name, memberships }) => ({
      ...{ login, name },
      roles: memberships.filter((held) => held.program === program).map(({ role }) => role),
    }));
  return { items: holders.filter(({ roles }) => roles.length > 0), nextCursor };
}

const ofProgram = (program: string, query: Query) =>
  dataOf(api.GET('/v1/programs/{program}/people', { params: { path: { program }, query } }));

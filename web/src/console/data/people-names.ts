// People are shown by name, and by login only where no name is known.
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import { allPages } from './all-pages.ts';
import { api } from './api.ts';
import { useSessionIfAny } from './session.tsx';

const KEPT_MS = 5 * 60_000;

function namesQuery(program: string) {
  return queryOptions({
    queryKey: ['names', program],
    queryFn: async () => {
      const people = await allPages((cursor) => {
        const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
        return dataOf(api.GET('/v1/programs/{program}/names', { params: { path: { program }, query } }));
      });
      return new Map(people.map(({ login, name }) => [login, name]));
    },
    staleTime: KEPT_MS,
  });
}

// Colleagues who were added after the names were read. Each is looked up once.
const soughtAfter = new Set<string>();

function seek(client: QueryClient, program: string, login: string): void {
  const key = `${program}/${login}`;
  if (soughtAfter.has(key)) return;
  soughtAfter.add(key);
  queueMicrotask(() => void client.invalidateQueries({ queryKey: namesQuery(program).queryKey }));
}

function useNamesOfProgram() {
  const session = useSessionIfAny();
  // A person who only administers has no program in view. The names of administrators are in each program.
  const program = (session?.program ?? session?.programs[0])?.name;
  return { program, ...useQuery({ ...namesQuery(program ?? ''), enabled: program !== undefined }) };
}

/** The people of the program in view, by login. */
export function usePeople(): ReadonlyMap<string, string> | undefined {
  return useNamesOfProgram().data;
}

export function usePeopleNames(): (login: string) => string {
  const client = useQueryClient();
  const { program, data, isLoading } = useNamesOfProgram();
  return (login) => {
    const known = data?.get(login);
    if (known !== undefined) return known;
    if (data !== undefined && program !== undefined) seek(client, program, login);
    return isLoading ? '…' : login;
  };
}

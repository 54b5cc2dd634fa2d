// A case goes on by its own version of the program, which may have other choices than today's.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { Program } from '../../shared/wire.ts';
import { api } from './api.ts';
import { useProgram } from './session.tsx';

export type Versioned = { program: string; programVersion: number | null };

export const versionQuery = ({ program, programVersion: version }: Versioned) =>
  queryOptions({
    queryKey: ['program', program, version],
    queryFn: () =>
      dataOf(
        api.GET('/v1/programs/{program}', {
          params: { path: { program }, query: version === null ? {} : { version } },
        }),
      ),
    staleTime: Infinity,
    enabled: version !== null,
  });

/** The program in the version that a case keeps. Until it is loaded, and for a case without one, today's. */
export function useProgramOf(one: Versioned): Program {
  const today = useProgram();
  return useQuery(versionQuery(one)).data ?? today;
}

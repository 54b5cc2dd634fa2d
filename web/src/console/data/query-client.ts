import { QueryClient } from '@tanstack/react-query';
import { isPassing, problemOfError } from '../../shared/problem.ts';
import { whenLoggedOut } from './api.ts';

const MOST_REPEATS = 4;

/** A 401 to any read or write means that the person is no longer logged in. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // The live stream says what is stale, so a refetch at each focus would only be noise.
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (count, error) => count < MOST_REPEATS && isPassing(problemOfError(error)),
      },
    },
  });
  whenLoggedOut(() => client.setQueryData(['me'], null));
  return client;
}

// Owns the cache of what the server said, and what an ended session means for it. Refuses to know any screen.
import { QueryClient } from '@tanstack/react-query';
import { isPassing, problemOfError } from '../../shared/problem.ts';
import { whenLoggedOut } from './api.ts';

const MOST_REPEATS = 4;

/** Makes the cache; a 401 anywhere, also of what is sent, means that nobody is logged in any more. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // The live stream says what is stale; asking at each focus would only be noise.
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (count, error) => count < MOST_REPEATS && isPassing(problemOfError(error)),
      },
    },
  });
  whenLoggedOut(() => client.setQueryData(['me'], null));
  return client;
}

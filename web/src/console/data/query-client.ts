// Owns the cache of what the server said, and what an ended session means for it. Refuses to know any screen.
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, problemOfError } from '../../shared/problem.ts';

const MOST_REPEATS = 4;

/** Makes the cache; a 401 anywhere means that nobody is logged in any more. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (problemOfError(error).status === 401) client.setQueryData(['me'], null);
      },
    }),
    defaultOptions: {
      queries: {
        // The live stream says what is stale; asking at each focus would only be noise.
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (count, error) => count < MOST_REPEATS && isPassing(problemOfError(error)),
      },
    },
  });
  return client;
}

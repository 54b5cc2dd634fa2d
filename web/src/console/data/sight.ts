// Owns which requests have gone out of one's sight while one looked at them, and whose own doing that is.
// Refuses to ask the server: its events and answers say it.
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';

function lostQuery(id: string) {
  return queryOptions({ queryKey: ['lost', id], queryFn: () => false, staleTime: Infinity });
}

/** The request may no longer be read, or may be again; nothing of it is asked for meanwhile. */
export function setLost(client: QueryClient, id: string, isLost: boolean): void {
  client.setQueryData(lostQuery(id).queryKey, isLost);
}

export function useIsLost(id: string): boolean {
  return useQuery(lostQuery(id)).data === true;
}

const moving = new Set<string>();

/** While one moves a request oneself, the move says what became of it. */
export async function whileMoving<Outcome>(id: string, move: () => Promise<Outcome>): Promise<Outcome> {
  moving.add(id);
  try {
    return await move();
  } finally {
    moving.delete(id);
  }
}

export function isMoving(id: string): boolean {
  return moving.has(id);
}

// Which conversations became unreadable while they were open, and whether one's own move caused it.
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';

function lostQuery(id: string) {
  return queryOptions({ queryKey: ['lost', id], queryFn: () => false, staleTime: Infinity });
}

/** Records whether the conversation can be read. It is not fetched while it cannot. */
export function setLost(client: QueryClient, id: string, isLost: boolean): void {
  client.setQueryData(lostQuery(id).queryKey, isLost);
}

export function useIsLost(id: string): boolean {
  return useQuery(lostQuery(id)).data === true;
}

const moving = new Set<string>();

/** During one's own move, the move reports what happened to the conversation. */
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

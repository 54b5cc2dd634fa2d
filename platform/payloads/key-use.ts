// Counts the runs that need each payload key, over all that Temporal still holds. It decrypts nothing.
import type { Client } from '@temporalio/client';
import { keyIdOf } from './codec.ts';
import { payloadsIn } from './in-history.ts';

// Runs may start during the count: they use the first key anyway.
const AT_ONCE = 5;

type Count = { open: number; closed: number };

/** `keys`: for each key id, the number of runs whose histories hold a payload under it. */
export type KeyUse = { keys: ReadonlyMap<string, Count>; runs: number };

/** Reads every history once. */
export async function keyUse({ workflow }: Client): Promise<KeyUse> {
  const keys = new Map<string, Count>();
  const listed = workflow.list()[Symbol.asyncIterator]();
  let runs = 0;
  const readOn = async () => {
    for (let next = await listed.next(); next.done !== true; next = await listed.next()) {
      const { workflowId, runId, status } = next.value;
      const history = await workflow.getHandle(workflowId, runId).fetchHistory();
      runs += 1;
      for (const id of new Set(payloadsIn(history).flatMap(({ payload }) => keyIdOf(payload) ?? []))) {
        const count = keys.get(id) ?? { open: 0, closed: 0 };
        count[status.name === 'RUNNING' ? 'open' : 'closed'] += 1;
        keys.set(id, count);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return { keys, runs };
}

/** One line for each key that is set or still needed, and what happens if it is dropped. */
export function keyUseLines({ keys, runs }: KeyUse, set: readonly string[]): string[] {
  const ids = [...new Set([...set, ...keys.keys()])];
  const lines = ids.map((id) => {
    const { open, closed } = keys.get(id) ?? { open: 0, closed: 0 };
    return `${id}: ${open} open, ${closed} closed; ${standing(set.indexOf(id), open, closed)}`;
  });
  return [...lines, `${runs} runs looked at`];
}

function standing(place: number, open: number, closed: number): string {
  if (place === -1)
    return open > 0 ? 'MISSING: its open cases cannot go on' : 'not set: its closed cases cannot be read';
  if (place === 0) return 'encrypts';
  if (open > 0) return 'still needed';
  return closed > 0 ? 'needed to read what is closed' : 'may be dropped';
}

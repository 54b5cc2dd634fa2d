// Owns the requests to cases to take back the work of a person who has left, in the transaction of the change or of a move
// that came too late. Refuses to decide what they may keep, and to move a case.
import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { listHeldBy, readStanding } from '../read/held.ts';
import { lockCase } from './case-lock.ts';
import { enqueueAnew, type OutboxEntry } from './outbox.ts';

/** The rule, and how a case is asked. */
export type GiveBack = {
  lostBy(held: readonly Held[], standing: Standing): readonly Held[];
  entry(held: Held, standing: Standing, at: Instant): OutboxEntry;
};

/**
 * Locks the work of people and apps until the transaction ends. A change that takes rights away and a move that assigns
 * work to the same person take turns, so that the second sees what the first has done.
 */
export async function lockHolders(em: Em, ...logins: readonly string[]): Promise<void> {
  await lockCase(em, ...logins.toSorted().map((login) => `holder/${login}`));
}

/**
 * Owes each case what people or apps may hold no longer. Must run inside a transaction, after the change. Asked twice it is
 * owed once, until the case has been told. Returns the workflows, to be told at once when it is committed.
 */
export async function oweGiveBacks(
  em: Em,
  logins: readonly string[],
  at: Instant,
  { lostBy, entry }: GiveBack,
): Promise<string[]> {
  if (logins.length === 0) return [];
  await lockHolders(em, ...logins);
  const owed: OutboxEntry[] = [];
  for (const login of logins) {
    const standing = await readStanding(em, login, at);
    if (standing === null) continue;
    for (const held of lostBy(await listHeldBy(em, login), standing)) owed.push(entry(held, standing, at));
  }
  // Still theirs although the case was told: it said no, because it did not know yet who has it.
  for (const one of owed) await enqueueAnew(em, one, at);
  return owed.map(({ workflowId }) => workflowId);
}

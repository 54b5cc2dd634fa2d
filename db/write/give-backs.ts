import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { listHeldBy, readStanding } from '../read/held.ts';
import { lockCase } from './case-lock.ts';
import { enqueueAgain, type OutboxEntry } from './outbox.ts';

/** The rule for what is lost, and the outbox entry that asks a case. */
export type GiveBack = {
  lostBy(held: readonly Held[], standing: Standing): readonly Held[];
  entry(held: Held, standing: Standing, at: Instant): OutboxEntry;
};

/**
 * Locks the work of people and apps until the transaction ends. A change that takes rights away and a move that assigns
 * work to the same person take turns, so the second sees the first's result.
 */
export async function lockHolders(em: Em, ...logins: readonly string[]): Promise<void> {
  await lockCase(em, ...logins.toSorted().map((login) => `holder/${login}`));
}

/**
 * Adds outbox entries for work that people or apps may no longer hold. Must run inside a transaction, after the change.
 * A repeated call adds nothing until the case has been told. Returns the workflows to tell at once after the commit.
 */
export async function enqueueGiveBacks(
  em: Em,
  logins: readonly string[],
  at: Instant,
  { lostBy, entry }: GiveBack,
): Promise<string[]> {
  if (logins.length === 0) return [];
  await lockHolders(em, ...logins);
  const entries: OutboxEntry[] = [];
  for (const login of logins) {
    const standing = await readStanding(em, login, at);
    if (standing === null) continue;
    for (const held of lostBy(await listHeldBy(em, login), standing)) entries.push(entry(held, standing, at));
  }
  // Work may still be theirs after the case was told: it refused, because it did not know the new holder yet.
  for (const one of entries) await enqueueAgain(em, one, at);
  return entries.map(({ workflowId }) => workflowId);
}

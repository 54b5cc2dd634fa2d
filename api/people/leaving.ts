// Work of a person or an app that leaves goes back where it came from. The running case moves it, as when a person
// releases.
import type { Em } from '../../db/orm.ts';
import { type GiveBack, enqueueGiveBacks } from '../../db/write/give-backs.ts';
import { lostBy } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';

const giveBack: GiveBack = { lostBy, entry: giveBackEntry };

/**
 * Enqueues for each case, in the transaction of the change, what a person or an app may no longer hold. Returns the
 * workflows to deliver after the commit.
 */
export function giveBackHeldBy(em: Em, login: string, at: Instant): Promise<string[]> {
  return enqueueGiveBacks(em, [login], at, giveBack);
}

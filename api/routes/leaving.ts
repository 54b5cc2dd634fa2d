// Owns what becomes of what somebody holds who stops working here: it goes back to where it came from. Refuses to move a
// case itself: the running case does, as it does for a person who releases.
import type { Em } from '../../db/orm.ts';
import { type GiveBack, oweGiveBacks } from '../../db/write/give-backs.ts';
import { lostBy } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';

const giveBack: GiveBack = { lostBy, entry: giveBackEntry };

/**
 * Owes each case, in the transaction of the change, what a person or an app may hold no longer. Returns the workflows, to be
 * told at once when it is committed.
 */
export function giveBackHeldBy(em: Em, login: string, at: Instant): Promise<string[]> {
  return oweGiveBacks(em, [login], at, giveBack);
}

import type { Em } from '../../db/orm.ts';
import { withdrawLost } from '../../db/write/notifications-withdrawn.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { tellOfArrival } from '../routes/conversations/arrivals.ts';
import { giveBackHeldBy } from './leaving.ts';

/**
 * The consequences of other roles of a person, in the transaction of the change: notifications that are not for them any
 * more are withdrawn, requests that wait for one of their roles hear of them, and work that they may no longer hold goes
 * back. Returns the workflows to deliver after the commit.
 */
export async function followRoles(em: Em, login: string, at: Instant): Promise<string[]> {
  await withdrawLost(em, login, at);
  await tellOfArrival(em, login, at);
  return giveBackHeldBy(em, login, at);
}

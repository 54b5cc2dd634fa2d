import type { Em } from '../../../db/orm.ts';
import { readConversationsToGive } from '../../../db/read/conversations-to-give.ts';
import { readPerson } from '../../../db/read/people.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import { distributionOf } from '../../../db/write/ticket-distribution.ts';
import type { Membership } from '../../../domain/access/actor.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';

/**
 * Locks the distribution of a person's teams until the transaction ends: a choice that is being made has seen them, or
 * is found here. It comes before the locks of what people hold.
 */
export async function lockTeams(em: Em, teams: readonly Membership[]): Promise<void> {
  await lockCase(em, ...teams.map(({ program, role }) => distributionOf(program, role)).toSorted());
}

/**
 * Tells requests that waited for someone of their queue that a person has come to work, or has got a role at work. The
 * relay delivers it, so the person's own request does not wait for Temporal.
 */
export async function tellOfArrival(em: Em, login: string, at: Instant): Promise<void> {
  await lockTeams(em, (await readPerson(em, login))?.memberships ?? []);
  for (const { version, ...which } of await readConversationsToGive(em, login, at)) {
    // Two people who arrive at once are one arrival.
    const key = `arrived/${which.caseId}/${version}`;
    await enqueue(em, conversationContract.tell(which, 'personArrived', { at, version }, key), at);
  }
}

import type { Em } from '../../../db/orm.ts';
import { readConversationsToGive } from '../../../db/read/conversations-to-give.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';

/**
 * Tells requests that waited for someone of their queue that a person has come to work. The relay delivers it, so the
 * person's own request does not wait for Temporal.
 */
export async function tellOfArrival(em: Em, login: string, at: Instant): Promise<void> {
  for (const { version, ...which } of await readConversationsToGive(em, login)) {
    // Two people who arrive at once are one arrival.
    const key = `arrived/${which.caseId}/${version}`;
    await enqueue(em, conversationContract.tell(which, 'personArrived', { at }, key), at);
  }
}

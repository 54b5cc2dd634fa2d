// Owns what becomes of the requests of somebody who stops working in a program: they go back to their queues. Refuses to
// move one itself: the running case does, as it does for a person who releases.
import { randomUUID } from 'node:crypto';
import { listHeldBy } from '../../db/read/conversations.ts';
import type { PersonRecord } from '../../db/read/people.ts';
import type { Em } from '../../db/orm.ts';
import { enqueue } from '../../db/write/outbox.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import {
  type AskedCommand,
  conversationUpdates,
  conversationWorkflowId,
} from '../../workflows/conversation/contract.ts';

/** What a change leaves of somebody: nothing where it is not active. */
export type Left = Pick<PersonRecord, 'login' | 'active' | 'memberships'>;

/**
 * Owes each case, in the transaction of the change, the release of what the person holds in programs where they work no
 * more. Returns the workflows, to be told at once when it is committed.
 */
export async function releaseHeldBy(em: Em, { login, active, memberships }: Left, at: Instant): Promise<string[]> {
  const held = await listHeldBy(em, login);
  const lost = held.filter(({ program }) => !active || !memberships.some((one) => one.program === program));
  const input: AskedCommand = { command: { kind: 'release', because: 'left', by: { login, roles: [] } }, askedAt: at };
  for (const { id, program } of lost) {
    const updateId = randomUUID();
    const payload = { name: conversationUpdates.release.name, input, updateId };
    const workflowId = conversationWorkflowId(program, id);
    await enqueue(em, { key: `update/${updateId}`, kind: 'update', workflowId, payload }, at);
  }
  return lost.map(({ id, program }) => conversationWorkflowId(program, id));
}

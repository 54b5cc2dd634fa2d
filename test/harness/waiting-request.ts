// A waiting conversation: rows and workflow as after the choice of a category.
import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import type { Orm } from '../../db/orm.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { beginRequest } from '../../domain/conversation/intake.ts';
import { casePolicy, categoryPolicy, type ConversationPolicy } from '../../domain/conversation/policy.ts';
import { TASK_QUEUE, type SkippedTime } from './skipped-time.ts';
import { cdek } from './programs.ts';

export type WaitingRequest = { id: string; since: Instant; handle: WorkflowHandle };

/** cdek's policy; a test may change a copy. */
export function cdekPolicy(): ConversationPolicy {
  if (cdek.conversation === undefined) throw new Error('cdek has no conversation policy');
  return cdek.conversation;
}

/** A conversation of a category that has waited since an instant. */
export async function aWaitingRequest(
  { orm, time }: { orm: Orm; time: SkippedTime },
  { category, since }: { category: string; since: Instant },
): Promise<WaitingRequest> {
  const policy = cdekPolicy();
  const chosen = categoryPolicy(policy, category);
  if (chosen === undefined) throw new Error(`cdek has no category ${category}`);
  const [id, customerId] = [randomUUID(), randomUUID()];
  const kept = casePolicy(policy);
  const move = beginRequest(policy, chosen, since);
  await orm.em.fork().transactional(async (em) => {
    await insertCustomer(em, { id: customerId, program: 'cdek', tokenHash: randomUUID() }, since);
    const blank = { previousId: null, intakeStep: 'category' as const };
    await insertConversation(em, { id, program: 'cdek', customerId, ...blank }, since);
    await writeConversationMove(em, id, recordedMove(move), { policy: kept });
  });
  const client = new Client({
    connection: time.env.connection,
    namespace: time.env.namespace ?? 'default',
    ...time.payloads,
  });
  const handle = await client.workflow.start('conversation', {
    taskQueue: TASK_QUEUE,
    workflowId: conversationContract.workflowId('cdek', id),
    args: [{ caseId: id, program: 'cdek', begin: { policy: kept, state: move.state } }],
  });
  return { id, since, handle };
}

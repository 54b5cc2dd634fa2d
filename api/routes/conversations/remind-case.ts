// Owns what a running case is owed when its record is ahead of it. A move is written down before Temporal knows of it; a
// Temporal that dies in between has forgotten it, and the case would go on as if nobody had moved it.
import type { FastifyRequest } from 'fastify';
import { wasCarriedOut } from '../../../db/write/carried-out-updates.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import {
  type AskedCommand,
  conversationUpdates,
  conversationWorkflowId,
} from '../../../workflows/conversation/contract.ts';

/**
 * Whether this request has moved the record already. If so the relay asks the case for the same update until it knows of
 * it: one that does answers as it did, and one that has forgotten it moves, and finds it written.
 */
export async function remindCase(request: FastifyRequest, asked: AskedCommand): Promise<boolean> {
  const { em, conversation, updateId, server } = request;
  if (!(await wasCarriedOut(em, { id: updateId, caseId: conversation.id }))) return false;
  const workflowId = conversationWorkflowId(conversation.program, conversation.id);
  const payload = { name: conversationUpdates[asked.command.kind].name, input: asked, updateId };
  await enqueue(em, { key: `update/${updateId}`, kind: 'update', workflowId, payload }, asked.askedAt);
  void server.cases.deliver(workflowId);
  return true;
}

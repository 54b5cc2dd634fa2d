// Owns what a customer or an assignee adds to a conversation, a message or a file: once, in order, under its lock.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { readConversation } from '../../../db/read/conversations.ts';
import { type MessageRecord, readMessageByDedupeKey } from '../../../db/read/messages.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { appendMessages } from '../../../db/write/messages.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { maskCardNumbers } from '../../../domain/conversation/card-number.ts';
import type { IntakeInput } from '../../../domain/conversation/intake.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import { refuse } from '../../errors.ts';
import { type Continued, continueConversation, continued } from './continue-conversation.ts';

/** What is added, and the sender's own id of it: the same id again is the same contribution. */
export type Contribution = { input: IntakeInput; clientMessageId: string | null };

/**
 * Adds to the request's conversation, or finds that it was added before. Must run inside a transaction.
 * @throws RefusedError when the conversation does not take it
 */
export async function contribute(
  em: Em,
  request: FastifyRequest,
  { input, clientMessageId }: Contribution,
  at: Instant,
): Promise<{ first: MessageRecord } | { added: Continued }> {
  const { actor, conversation } = request;
  const sender =
    actor.kind === 'staff' ? `staff:${actor.login}:${conversation.id}` : `customer:${conversation.customerId}`;
  const dedupeKey = clientMessageId === null ? null : `${sender}:${clientMessageId}`;
  // A customer's id of a message holds for all their conversations: the same one sent to the closed and to the next of
  // them at once must meet before either is looked for.
  await lockCase(em, ...(actor.kind === 'customer' ? [conversation.customerId] : []), conversation.id);
  const first = dedupeKey === null ? null : await readMessageByDedupeKey(em, dedupeKey);
  if (first !== null) return { first };
  const outcome =
    actor.kind === 'staff'
      ? await writeAsAgent(em, conversation.id, { login: actor.login, input, dedupeKey }, at)
      : await continueConversation(em, conversation.id, { input, dedupeKey }, at);
  return 'code' in outcome ? refuse(outcome) : { added: outcome };
}

type AgentMessage = { login: string; input: IntakeInput; dedupeKey: string | null };

/** The assignee's part. The record is read again under the lock: it may have been closed or moved meanwhile. */
async function writeAsAgent(
  em: Em,
  id: string,
  { login, input, dedupeKey }: AgentMessage,
  at: Instant,
): Promise<Continued | Refusal> {
  if (input.kind === 'choice') return refusal('choice-not-offered', 'only the customer chooses');
  const record = await readConversation(em, id, login);
  if (record?.stage === 'closed') return refusal('conversation-closed', 'the conversation is closed');
  const assignee = record?.assignee ?? null;
  if (assignee !== login)
    return refusal('not-assignee', 'only the person who has accepted it may do this', { assignee });
  const text = input.kind === 'text' ? maskCardNumbers(input.text) : '';
  const message = { id: randomUUID(), author: 'agent' as const, login, text, choices: null, textId: null, dedupeKey };
  return continued(await appendMessages(em, id, at, [message]));
}

import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { readConversation } from '../../../db/read/conversations.ts';
import { type MessageRecord, readMessageByDedupeKey } from '../../../db/read/messages.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { maskCardNumbers } from '../../../domain/card-number.ts';
import { scoreIn } from '../../../domain/conversation/after-closing.ts';
import type { IntakeInput } from '../../../domain/conversation/intake.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import { refuse } from '../../server/errors.ts';
import { dedupeKeyOf } from '../../views/client-message-id.ts';
import { continueConversation, writtenIn } from './continue-conversation.ts';
import type { Continued } from './continued.ts';
import { policyOf } from '../../views/conversation-view.ts';
import { say } from './said.ts';

/** An added message or file, and the sender's own id for it: the same id again is the same contribution. */
export type Contribution = { input: IntakeInput; clientMessageId: string | null };

/**
 * Adds to the request's conversation, or finds that it was added before. Must run inside a transaction.
 * @throws RefusedError when the conversation does not accept it
 */
export async function contribute(
  em: Em,
  request: FastifyRequest,
  { input, clientMessageId }: Contribution,
  at: Instant,
): Promise<{ first: MessageRecord; meant: Meant } | { added: Continued }> {
  const { actor, conversation } = request;
  const dedupeKey = dedupeKeyOf(actor, conversation, clientMessageId);
  // A customer's message id is unique over all their conversations. The same id may come to the closed conversation and
  // to the next one at once, so both wait for one lock before either is looked up.
  await lockCase(em, ...(actor.kind === 'customer' ? [conversation.customerId] : []), conversation.id);
  const first = dedupeKey === null ? null : await readMessageByDedupeKey(em, dedupeKey);
  if (first !== null) return { first, meant: await meaningOf(em, first) };
  const outcome =
    actor.kind === 'staff'
      ? await writeAsAgent(em, conversation.id, { login: actor.login, input, dedupeKey }, at)
      : await continueConversation(em, conversation.id, { input, dedupeKey }, at);
  return 'code' in outcome ? refuse(outcome) : { added: outcome };
}

/** The meaning of a message when it was first sent: see `Continued`. */
type Meant = { rated: number | null; opened: string | null };

async function meaningOf(em: Em, { conversationId, seq, text, at }: MessageRecord): Promise<Meant> {
  const record = await readConversation(em, conversationId, null);
  const isAfterClosing = record?.closedAt !== null && record !== null && at >= record.closedAt;
  const score = isAfterClosing ? scoreIn(policyOf(record.program), text) : null;
  return {
    rated: score !== null && record?.rating === score ? score : null,
    opened: seq === 1 && record !== null && record.previous !== null ? conversationId : null,
  };
}

type AgentMessage = { login: string; input: IntakeInput; dedupeKey: string | null };

/** Writes for the assignee. The record is read again under the lock: it may have been closed or moved meanwhile. */
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
  if (record === null || assignee !== login)
    return refusal('not-assignee', 'only the person who has accepted it may do this', { assignee });
  const text = maskCardNumbers(writtenIn(input));
  const message = { id: randomUUID(), author: 'agent' as const, login, text, choices: null, textId: null, dedupeKey };
  return say(em, record, message, at);
}

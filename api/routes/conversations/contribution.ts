import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { readConversation } from '../../../db/read/conversations.ts';
import { type MessageRecord, readMessageByDedupeKey } from '../../../db/read/messages.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import type { NewMessage } from '../../../db/write/messages.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { maskCardNumbers } from '../../../domain/card-number.ts';
import { scoreIn } from '../../../domain/conversation/after-closing.ts';
import type { IntakeInput } from '../../../domain/conversation/intake.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import { programNamed } from '../../../programs/index.ts';
import { refuse } from '../../server/errors.ts';
import { dedupeKeyOf } from '../../views/client-message-id.ts';
import { continueConversation } from './continue-conversation.ts';
import { type Sent, sentBy, writtenIn } from './sent.ts';
import type { Continued } from './continued.ts';
import { keptPolicy } from '../../views/conversation-view.ts';
import { say, appendInOneStatement } from './message-writing.ts';
import { takeIntakeAtOnce } from './take-intake.ts';

/** An added message or file, and the sender's own id for it: the same id again is the same contribution. */
export type Contribution = { input: IntakeInput; clientMessageId: string | null };

/** What a contribution has come to: added now, or added before by the same id. */
export type Contributed = { first: MessageRecord; meant: Meant } | { added: Continued };

/**
 * Adds a message to the request's conversation, or finds that it was added before. An open request takes it in one
 * statement; everything else, and a record that has changed since it was read, is decided under the lock.
 * @throws RefusedError when the conversation does not accept it
 */
export async function contribute(
  request: FastifyRequest,
  contribution: Contribution,
  at: Instant,
): Promise<Contributed> {
  const { em } = request;
  const sent = sentToOpen(request, contribution);
  if (sent !== null) {
    const added = await addAtOnce(request, { ...sent, locks: locksOf(request) }, at);
    // What is stored stays stored, so a repetition needs no lock.
    const outcome = added === null ? await contributedBefore(em, sent.message.dedupeKey) : { added };
    if (outcome !== null) return outcome;
  }
  return em.transactional((tx) => contributeLocked(tx, request, contribution, at));
}

function addAtOnce({ em, conversation }: FastifyRequest, sent: Sent & { locks: string[] }, at: Instant) {
  const add = conversation.stage === 'intake' ? takeIntakeAtOnce : appendInOneStatement;
  return add(em, conversation, sent, at);
}

/** Adds to the request's conversation under its lock, in a transaction. @throws RefusedError */
export async function contributeLocked(
  em: Em,
  request: FastifyRequest,
  contribution: Contribution,
  at: Instant,
): Promise<Contributed> {
  const { actor, conversation } = request;
  const { input } = contribution;
  const dedupeKey = dedupeKeyIn(request, contribution);
  await lockCase(em, ...locksOf(request));
  const before = await contributedBefore(em, dedupeKey);
  if (before !== null) return before;
  const outcome =
    actor.kind === 'staff'
      ? await writeAsAgent(em, conversation.id, { login: actor.login, input, dedupeKey }, at)
      : await continueConversation(em, conversation.id, { input, dedupeKey }, at);
  return 'code' in outcome ? refuse(outcome) : { added: outcome };
}

// A customer's message id is unique over all their conversations. The same id may come to the closed conversation and to
// the next one at once, so both wait for one lock before either is looked up.
function locksOf({ actor, conversation }: FastifyRequest): string[] {
  return [...(actor.kind === 'customer' ? [conversation.customerId] : []), conversation.id];
}

function dedupeKeyIn({ actor, conversation }: FastifyRequest, { clientMessageId }: Contribution): string | null {
  return dedupeKeyOf(actor, conversation, clientMessageId);
}

async function contributedBefore(
  em: Em,
  dedupeKey: string | null,
): Promise<Extract<Contributed, { first: unknown }> | null> {
  const first = dedupeKey === null ? null : await readMessageByDedupeKey(em, dedupeKey);
  return first === null ? null : { first, meant: await meaningOf(em, first) };
}

/**
 * An answer to an intake, or a text to a request that waits or is assigned to its writer. `null` where more has to be
 * decided.
 */
function sentToOpen(request: FastifyRequest, contribution: Contribution): Sent | null {
  const { actor, conversation } = request;
  const { input } = contribution;
  const { stage, assignee } = conversation;
  if (input.kind !== 'text' && (input.kind !== 'choice' || stage !== 'intake')) return null;
  const dedupeKey = dedupeKeyIn(request, contribution);
  const program = programNamed(conversation.program);
  if (actor.kind === 'staff')
    return stage === 'assigned' && assignee === actor.login
      ? { program, input, message: agentMessage(actor.login, input, dedupeKey) }
      : null;
  return stage === 'closed' ? null : sentBy(conversation, { program, input, dedupeKey });
}

/** The meaning of a message when it was first sent: see `Continued`. */
type Meant = { rated: number | null; opened: string | null };

async function meaningOf(em: Em, { conversationId, seq, text, at }: MessageRecord): Promise<Meant> {
  const record = await readConversation(em, conversationId, null);
  const isAfterClosing = record?.closedAt !== null && record !== null && at >= record.closedAt;
  const score = isAfterClosing ? scoreIn(keptPolicy(record), text) : null;
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
  return say(em, record, agentMessage(login, input, dedupeKey), at);
}

function agentMessage(login: string, input: IntakeInput, dedupeKey: string | null): NewMessage {
  const text = maskCardNumbers(writtenIn(input));
  return { id: randomUUID(), author: 'agent', login, text, choices: null, textId: null, dedupeKey };
}

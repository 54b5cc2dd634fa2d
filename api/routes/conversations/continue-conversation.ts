// Owns what a customer's input does to a conversation: the intake's next step, a plain message, or a new conversation
// that continues a closed one. Runs in one transaction. Refuses to start a workflow: the outbox is owed it.
import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import { readAbsence } from '../../../db/read/absences.ts';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import type { MessageRecord } from '../../../db/read/messages.ts';
import { writeConversationMove } from '../../../db/write/conversation-moves.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { insertConversation, updateIntake } from '../../../db/write/conversations.ts';
import { appendMessages, type NewMessage } from '../../../db/write/messages.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { queueThatMayReply, replyOnEntering } from '../../../domain/conversation/absence.ts';
import { maskCardNumbers } from '../../../domain/conversation/card-number.ts';
import { beginRequest, categorySay, type IntakeInput, takeIntakeInput } from '../../../domain/conversation/intake.ts';
import { casePolicy, type CategoryPolicy, categoryPolicy } from '../../../domain/conversation/policy.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import { programNamed } from '../../../programs/index.ts';
import { botMessage, spokenBy } from '../../../programs/spoken.ts';
import { CONVERSATION_WORKFLOW, conversationWorkflowId } from '../../../workflows/conversation/contract.ts';
import { policyOf } from '../../views/conversation-view.ts';

/** The message as stored, and the workflow that is now owed a start. */
export type Continued = { message: MessageRecord; workflowId: string | null };

export type CustomerInput = { input: IntakeInput; dedupeKey: string | null };

/** Takes a customer's input to the newest conversation of the chain that `id` belongs to. */
export async function continueConversation(
  em: Em,
  id: string,
  { input, dedupeKey }: CustomerInput,
  at: Instant,
): Promise<Continued | Refusal> {
  const record = await lockNewest(em, id);
  const policy = policyOf(record.program);
  if (record.stage !== 'intake' && input.kind === 'choice') {
    return categoryPolicy(policy, input.choice) === undefined
      ? refusal('choice-unknown', 'there is no such choice')
      : refusal('choice-not-offered', 'the category has been chosen already');
  }
  const message = customerMessage(record.program, input, dedupeKey);
  if (record.stage === 'closed') return openNext(em, record, message, at);
  if (record.stage === 'intake') return takeIntake(em, record, input, message, at);
  return continued(await appendMessages(em, record.id, at, [message]));
}

/** What was written begins with what the customer said. */
export function continued([message]: readonly MessageRecord[]): Continued {
  if (message === undefined) throw new Error('a message was not stored');
  return { message, workflowId: null };
}

// Whoever writes to an old page means the conversation that goes on: the lock makes two of them one after the other.
async function lockNewest(em: Em, id: string): Promise<ConversationRecord> {
  await lockCase(em, id);
  const record = await readConversation(em, id, null);
  if (record === null) throw new Error(`there is no conversation ${id}`);
  return record.successorId === null ? record : lockNewest(em, record.successorId);
}

function customerMessage(program: string, input: IntakeInput, dedupeKey: string | null): NewMessage {
  const label = input.kind === 'choice' ? categoryPolicy(policyOf(program), input.choice)?.label : undefined;
  const text = input.kind === 'text' ? maskCardNumbers(input.text) : (label ?? '');
  return { id: randomUUID(), author: 'customer', login: null, text, choices: null, textId: null, dedupeKey };
}

// CDEK-24: a post after closing opens a new conversation that knows who the customer is.
async function openNext(em: Em, closed: ConversationRecord, message: NewMessage, at: Instant): Promise<Continued> {
  const { program, customerId, contractNumber, inn } = closed;
  const conversationId = randomUUID();
  await insertConversation(
    em,
    {
      id: conversationId,
      program,
      customerId,
      previousId: closed.id,
      intakeStep: 'category',
      identification: { contractNumber, inn },
    },
    at,
  );
  const policy = policyOf(program);
  const prompt = { id: randomUUID(), ...botMessage(programNamed(program), categorySay(policy)) };
  const stored = await appendMessages(em, conversationId, at, [message, prompt]);
  await appendTimeline(em, conversationId, [{ at, what: 'opened', by: 'customer', rule: policy.rules.continued }]);
  return continued(stored);
}

async function takeIntake(
  em: Em,
  record: ConversationRecord,
  input: IntakeInput,
  message: NewMessage,
  at: Instant,
): Promise<Continued | Refusal> {
  const result = takeIntakeInput(policyOf(record.program), record.intakeStep ?? 'identification', input);
  if ('code' in result) return result;
  if (result.kind === 'chosen') return beginWaiting(em, record, result.category, message, at);
  const program = programNamed(record.program);
  const replies = result.says.map((say) => ({ id: randomUUID(), ...botMessage(program, say) }));
  const stored = await appendMessages(em, record.id, at, [message, ...replies]);
  await updateIntake(em, record.id, result.step, result.identification);
  if (result.identification !== undefined) {
    await appendTimeline(em, record.id, [
      { at, what: 'identified', by: 'customer', rule: policyOf(record.program).rules.identified },
    ]);
  }
  return continued(stored);
}

/** The request begins to wait in the transaction of the choice; its deadlines count from this very instant. */
async function beginWaiting(
  em: Em,
  record: ConversationRecord,
  category: CategoryPolicy,
  message: NewMessage,
  at: Instant,
): Promise<Continued> {
  const program = programNamed(record.program);
  const policy = policyOf(record.program);
  const move = beginRequest(policy, category, at);
  const absence = await readAbsence(em, program.name, queueThatMayReply(policy, move));
  const spoken = spokenBy(program, move, replyOnEntering(policy, move, absence));
  const messages = [message, ...spoken.messages.map((said) => ({ id: randomUUID(), ...said }))];
  const entries = [...move.entries, ...spoken.entries];
  const workflowId = conversationWorkflowId(program.name, record.id);
  const { stage, queue, overdue } = move.state;
  const input = { conversationId: record.id, program: program.name, policy: casePolicy(policy), state: move.state };
  const searchAttributes = { program: program.name, kind: 'conversation', stage, queue, assignee: '', overdue };
  const summary = `${program.name}: request in queue ${queue}, category ${category.category}`;
  const payload = { name: CONVERSATION_WORKFLOW, input, summary, searchAttributes };
  const owed = { key: `start/${workflowId}`, kind: 'start' as const, workflowId, payload };
  const written = await writeConversationMove(em, record.id, { ...move, entries }, { messages, owed });
  return { ...continued(written.kind === 'written' ? written.messages : []), workflowId };
}

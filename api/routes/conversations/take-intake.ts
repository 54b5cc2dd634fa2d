// Runs in one transaction and starts no workflow: a start is put into the outbox.
import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import { readAbsence } from '../../../db/read/absences.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import { writeConversationMove } from '../../../db/write/conversation-moves.ts';
import { intakeBeside, writeIdentification } from '../../../db/write/conversations.ts';
import { appendAsRead, appendMessages, type Beside, type NewMessage } from '../../../db/write/messages.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { queueThatMayReply, replyOnEntering } from '../../../domain/conversation/absence.ts';
import { assumeCategory, intakeTimetable } from '../../../domain/conversation/intake-clock.ts';
import {
  beginRequest,
  type IntakeInput,
  type IntakeResult,
  takeIntakeInput,
} from '../../../domain/conversation/intake.ts';
import { casePolicy, type ConversationPolicy } from '../../../domain/conversation/policy.ts';
import type { Identification } from '../../../domain/conversation/identification.ts';
import { recordedMove } from '../../../domain/conversation/process.ts';
import type { Move } from '../../../domain/conversation/state.ts';
import { toldByMove } from '../../../domain/conversation/told.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { TimelineEntry } from '../../../domain/timetable.ts';
import { programNamed } from '../../../programs/index.ts';
import { botMessage, spokenBy } from '../../../programs/spoken.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';
import { policyOf } from '../../views/conversation-view.ts';
import { type Continued, continued } from './continued.ts';

/** The customer's input, and the message that it becomes. */
export type Sent = { input: IntakeInput; message: NewMessage };

/**
 * Applies a customer's input to an intake: the bot asks its next question, or the request begins to wait. The record is
 * read under its lock.
 */
export async function takeIntake(
  em: Em,
  record: ConversationRecord,
  { input, message }: Sent,
  at: Instant,
): Promise<Continued | Refusal> {
  const policy = policyOf(record.program);
  const result = resultOf(record, input);
  if ('code' in result) return result;
  if (result.kind === 'chosen')
    return beginWaiting(em, record, beginRequest(policy, result.category, at), { ...message, answers: 'category' });
  const said = answering(message, result);
  if (result.kind === 'continue') {
    const { messages, beside } = continuing(record, result, said, at);
    return continued(await appendMessages(em, record.id, at, messages, beside));
  }
  if (result.identification !== undefined) await writeIdentification(em, record.id, result.identification);
  const move = assumeCategory(policy, 'answers', { since: at, at });
  return beginWaiting(em, record, { ...move, entries: [...identified(policy, result, at), ...move.entries] }, said);
}

/**
 * The same in one statement, outside a transaction, for a record that was read without its lock. Returns `null` when it
 * has changed since, when the message is there already, or when the intake does not simply go on.
 */
export async function takeIntakeAtOnce(
  em: Em,
  record: ConversationRecord,
  { input, message, locks }: Sent & { locks: readonly string[] },
  at: Instant,
): Promise<Continued | null> {
  const result = resultOf(record, input);
  if ('code' in result || result.kind !== 'continue') return null;
  const { messages, beside } = continuing(record, result, answering(message, result), at);
  const stored = await appendAsRead(em, { ...record, locks }, at, messages, beside);
  return stored === null ? null : continued(stored);
}

function resultOf({ program, intakeStep, intakeAnswers: answers }: ConversationRecord, input: IntakeInput) {
  return takeIntakeInput(policyOf(program), { step: intakeStep ?? 'identification', answers }, input);
}

function answering(message: NewMessage, { identification }: { identification?: Identification }): NewMessage {
  return identification === undefined ? message : { ...message, answers: 'identification' };
}

/** The bot's next question, and what the answer changes. */
function continuing(
  { id, program: name, openedAt, intakeAnswers }: ConversationRecord,
  result: Extract<IntakeResult, { kind: 'continue' }>,
  message: NewMessage,
  at: Instant,
): { messages: NewMessage[]; beside: Beside } {
  const [program, policy] = [programNamed(name), policyOf(name)];
  const { step, says, identification } = result;
  // The clock counts from the customer's first message.
  const next = intakeAnswers === 0 ? intakeTimetable(policy, { openedAt, firstMessageAt: at }) : null;
  const change = { step, answers: intakeAnswers + 1, identification, next };
  return {
    messages: [message, ...says.map((say) => ({ id: randomUUID(), ...botMessage(program, say) }))],
    beside: intakeBeside(id, change, identified(policy, result, at)),
  };
}

function identified(
  { rules }: ConversationPolicy,
  { identification }: Pick<Extract<IntakeResult, { kind: 'assumed' }>, 'identification'>,
  at: Instant,
): TimelineEntry[] {
  return identification === undefined ? [] : [{ at, what: 'identified', by: 'customer', rule: rules.identified }];
}

/** The request begins to wait in the transaction of the message; its deadlines count from this instant. */
async function beginWaiting(em: Em, record: ConversationRecord, move: Move, message: NewMessage): Promise<Continued> {
  const [program, policy] = [programNamed(record.program), policyOf(record.program)];
  const absence = await readAbsence(em, program.name, queueThatMayReply(policy, move));
  const spoken = spokenBy(program, move, replyOnEntering(policy, move, absence));
  const messages = [message, ...spoken.messages.map((said) => ({ id: randomUUID(), ...said }))];
  const entries = [...move.entries, ...spoken.entries];
  const begin = { policy: casePolicy(policy), state: move.state };
  const owed = conversationContract.start({ caseId: record.id, program: program.name }, begin, { handOver: true });
  const written = await writeConversationMove(em, record.id, recordedMove({ ...move, entries }), {
    messages,
    owed,
    policy: begin.policy,
    told: toldByMove(move),
  });
  return { ...continued(written.kind === 'written' ? written.messages : []), workflowId: owed.workflowId };
}

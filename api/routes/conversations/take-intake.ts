import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import { intakeBeside, writeAnswers } from '../../../db/write/conversations.ts';
import { appendAsRead, appendMessages, type Beside, type NewMessage } from '../../../db/write/messages.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { assumeCategory, intakeTimetable } from '../../../domain/conversation/intake-clock.ts';
import { beginRequest, type IntakeResult, takeIntakeInput } from '../../../domain/conversation/intake.ts';
import { type ConversationPolicy } from '../../../domain/conversation/policy.ts';
import { answersOf, type GivenAnswer, keptAnswers, withAnswer } from '../../../domain/conversation/questions.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { TimelineEntry } from '../../../domain/timetable.ts';
import { botMessage } from '../../../programs/spoken.ts';
import { conversationsOf } from '../../views/conversation-view.ts';
import { beginAtOnce, beginWaiting } from './begin-request.ts';
import { type Continued, continued } from './continued.ts';
import type { Sent } from './sent.ts';

/**
 * Applies a customer's input to an intake: the bot asks its next question, or the request begins to wait. The record is
 * read under its lock.
 */
export async function takeIntake(
  em: Em,
  record: ConversationRecord,
  sent: Sent,
  at: Instant,
): Promise<Continued | Refusal> {
  const { program, message } = sent;
  const policy = conversationsOf(program);
  const result = resultOf(record, sent);
  if ('code' in result) return result;
  if (result.kind === 'chosen')
    return beginWaiting(em, record, beginRequest(policy, result.category, at), { program, message: choosing(message) });
  const said = { program, message: answering(message, result) };
  if (result.kind === 'continue') {
    const { messages, beside } = continuing(record, result, said, at);
    return continued(await appendMessages(em, record.id, at, messages, beside));
  }
  if (result.answer !== undefined)
    await writeAnswers(em, record.id, keptAnswers(withAnswer(answersOf(policy, record), result.answer)));
  const move = assumeCategory(policy, 'answers', { since: at, at });
  return beginWaiting(em, record, { ...move, entries: [...identified(policy, result, at), ...move.entries] }, said);
}

/**
 * The same in one statement, outside a transaction, for a record that was read without its lock. Returns `null` when it
 * has changed since, when the message is there already, or when the bot assumes the category.
 */
export async function takeIntakeAtOnce(
  em: Em,
  record: ConversationRecord,
  { locks, ...sent }: Sent & { locks: readonly string[] },
  at: Instant,
): Promise<Continued | null> {
  const { program, message } = sent;
  const result = resultOf(record, sent);
  if ('code' in result) return null;
  if (result.kind === 'chosen')
    return beginAtOnce(em, record, beginRequest(conversationsOf(program), result.category, at), {
      program,
      message: choosing(message),
      locks,
    });
  if (result.kind !== 'continue') return null;
  const { messages, beside } = continuing(record, result, { program, message: answering(message, result) }, at);
  const stored = await appendAsRead(em, { ...record, locks }, at, messages, beside);
  return stored === null ? null : continued(stored);
}

function resultOf(record: ConversationRecord, { program, input }: Sent) {
  const policy = conversationsOf(program);
  const { intakeStep, intakeAnswers: answers, wrongAnswers } = record;
  const step = intakeStep ?? 'identification';
  return takeIntakeInput(policy, { step, answers, wrongAnswers, given: answersOf(policy, record) }, input);
}

function answering(message: NewMessage, { answer }: { answer?: GivenAnswer }): NewMessage {
  return answer === undefined ? message : { ...message, answers: 'identification' };
}

const choosing = (message: NewMessage): NewMessage => ({ ...message, answers: 'category' });

/** The bot's next question, and what the answer changes. */
function continuing(
  record: ConversationRecord,
  result: Extract<IntakeResult, { kind: 'continue' }>,
  { program, message }: Pick<Sent, 'program' | 'message'>,
  at: Instant,
): { messages: NewMessage[]; beside: Beside } {
  const policy = conversationsOf(program);
  const { id, openedAt, intakeAnswers, wrongAnswers } = record;
  const { step, says, answer } = result;
  // The clock counts from the customer's first message.
  const next = intakeAnswers === 0 ? intakeTimetable(policy, { openedAt, firstMessageAt: at }) : null;
  const given = answer === undefined ? null : keptAnswers(withAnswer(answersOf(policy, record), answer));
  const wrong = answer === undefined ? wrongAnswers + 1 : wrongAnswers;
  const change = { step, answers: intakeAnswers + 1, wrongAnswers: wrong, given, next };
  return {
    messages: [message, ...says.map((say) => ({ id: randomUUID(), ...botMessage(program, say) }))],
    beside: intakeBeside(id, change, identified(policy, result, at)),
  };
}

function identified(
  { rules, questions }: ConversationPolicy,
  { answer }: Pick<Extract<IntakeResult, { kind: 'assumed' }>, 'answer'>,
  at: Instant,
): TimelineEntry[] {
  if (answer === undefined) return [];
  const details = questions === undefined ? {} : { details: { question: answer.question } };
  return [{ at, what: 'identified', by: 'customer', rule: rules.identified, ...details }];
}

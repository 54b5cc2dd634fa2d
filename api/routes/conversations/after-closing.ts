import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import { insertConversation } from '../../../db/write/conversations.ts';
import { appendMessages } from '../../../db/write/messages.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { meaningAfterClosing } from '../../../domain/conversation/after-closing.ts';
import { intakeTimetable } from '../../../domain/conversation/intake-clock.ts';
import { categorySay } from '../../../domain/conversation/intake.ts';
import { answersOf, keptAnswers } from '../../../domain/conversation/questions.ts';
import { botMessage } from '../../../programs/spoken.ts';
import { conversationsOf, keptPolicy } from '../../views/conversation-view.ts';
import { type Continued, continued } from './continued.ts';
import { recordRating } from './recorded-rating.ts';
import type { Sent } from './sent.ts';

/** `program` is the version by which a next conversation begins. */
type SentAfter = Pick<Sent, 'program' | 'message'>;

/**
 * Takes a customer's message to a closed conversation: it is a rating, a thank-you, or the start of the next
 * conversation. Runs in one transaction.
 */
export async function afterClosing(
  em: Em,
  closed: ConversationRecord,
  sent: SentAfter,
  at: Instant,
): Promise<Continued> {
  const { message } = sent;
  const meant = meaningAfterClosing(keptPolicy(closed), closed, message.text, at);
  if (meant.kind === 'opens') return openNext(em, closed, sent, at);
  const stored = continued(await appendMessages(em, closed.id, at, [message]));
  if (meant.kind === 'thanks') return stored;
  await recordRating(em, closed, meant.score, at);
  return { ...stored, rated: meant.score };
}

/** CDEK-24: a message after closing opens a new conversation that already knows the customer. */
export async function openNext(
  em: Em,
  closed: ConversationRecord,
  { program: version, message }: SentAfter,
  at: Instant,
): Promise<Continued> {
  const { program, customerId } = closed;
  const policy = conversationsOf(version);
  const conversationId = randomUUID();
  await insertConversation(
    em,
    {
      id: conversationId,
      program,
      customerId,
      previousId: closed.id,
      intakeStep: 'category',
      given: keptAnswers(answersOf(keptPolicy(closed), closed)),
      answers: 1,
      next: intakeTimetable(policy, { openedAt: at, firstMessageAt: at }),
    },
    at,
  );
  const prompt = { id: randomUUID(), ...botMessage(version, categorySay(policy)) };
  const stored = await appendMessages(em, conversationId, at, [message, prompt]);
  await appendTimeline(em, conversationId, [{ at, what: 'opened', by: 'customer', rule: policy.rules.continued }]);
  return { ...continued(stored), opened: conversationId };
}

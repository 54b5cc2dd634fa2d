// Runs in one transaction and starts no workflow: a start is put into the outbox.
import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { insertConversation } from '../../../db/write/conversations.ts';
import { readPurge } from '../../../db/write/purge.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { firstStep, type IntakeInput } from '../../../domain/conversation/intake.ts';
import { categoryPolicy } from '../../../domain/conversation/policy.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import { programNamed } from '../../../programs/index.ts';
import { purged } from '../../cases/purged.ts';
import { conversationsOf, keptPolicy } from '../../views/conversation-view.ts';
import { afterClosing, openNext } from './after-closing.ts';
import type { Continued } from './continued.ts';
import { say } from './message-writing.ts';
import { type Sent, sentBy } from './sent.ts';
import { takeIntake } from './take-intake.ts';

export type CustomerInput = { input: IntakeInput; dedupeKey: string | null };

/** Takes a customer's input to the newest conversation of the chain that `id` belongs to. */
export async function continueConversation(
  em: Em,
  id: string,
  { input, dedupeKey }: CustomerInput,
  at: Instant,
): Promise<Continued | Refusal> {
  const record = await lockNewest(em, id);
  // Read once: a version published meanwhile begins with the next case.
  const program = programNamed(record.program);
  if (record.stage !== 'intake' && input.kind === 'choice') {
    return categoryPolicy(keptPolicy(record), input.choice) === undefined
      ? refusal('choice-unknown', 'there is no such choice')
      : refusal('choice-not-offered', 'the category has been chosen already');
  }
  const sent = sentBy(record, { program, input, dedupeKey });
  const { message } = sent;
  if (record.stage === 'intake') return takeIntake(em, record, sent, at);
  if (record.stage !== 'closed') return say(em, record, message, at);
  if (record.abandoned) return beginAgain(em, record, sent, at);
  // A file is never a score or a thank-you, whatever its caption says.
  const after = input.kind === 'text' ? afterClosing : openNext;
  return after(em, record, { program, message }, at);
}

// The bot's question is still shown on the page: a late input answers it, in a new conversation.
async function beginAgain(em: Em, ended: ConversationRecord, sent: Sent, at: Instant): Promise<Continued | Refusal> {
  const id = randomUUID();
  const { program, customerId } = ended;
  const policy = conversationsOf(sent.program);
  const begins = { previousId: ended.id, intakeStep: firstStep(policy) };
  await insertConversation(em, { id, program, customerId, ...begins }, at);
  await appendTimeline(em, id, [{ at, what: 'opened', by: 'customer', rule: policy.rules.continued }]);
  const outcome = await takeIntake(em, await lockNewest(em, id), sent, at);
  return 'code' in outcome ? outcome : { ...outcome, opened: id };
}

// A message from an old page belongs to the conversation that continues it. The lock puts parallel messages in order.
async function lockNewest(em: Em, id: string): Promise<ConversationRecord> {
  await lockCase(em, id);
  const record = await readConversation(em, id, null);
  // It was removed after its time, in the moment in which its customer wrote.
  if (record === null) throw purged((await readPurge(em, id))?.at ?? null);
  return record.successor === null ? record : lockNewest(em, record.successor.id);
}

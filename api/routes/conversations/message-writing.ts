// A message sets the reply clock. A signal wakes the workflow if it would look at the clock too late.
import type { Em } from '../../../db/orm.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import type { MessageRecord } from '../../../db/read/messages.ts';
import { appendAsRead, appendMessages, type NewMessage, type WithMessage } from '../../../db/write/messages.ts';
import type { OutboxEntry } from '../../../db/write/outbox.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { clockAfterMessage, replyTimetable } from '../../../domain/conversation/replies.ts';
import { endedByMessage } from '../../../domain/conversation/notifications.ts';
import { conversationContract, CUSTOMER_WROTE } from '../../../workflows/conversation/contract.ts';
import { keptPolicy } from '../../views/conversation-view.ts';

/**
 * Writes the conversation's next message. `workflowId` needs a signal. The record is read under its lock; must run in a
 * transaction.
 */
export async function say(
  em: Em,
  record: ConversationRecord,
  message: NewMessage,
  at: Instant,
): Promise<{ message: MessageRecord; workflowId: string | null }> {
  const set = clockWith(record, message, at);
  const [stored] = await appendMessages(em, record.id, at, [message], set);
  if (stored === undefined) throw new Error('a message was not stored');
  return { message: stored, workflowId: set?.outboxEntry?.workflowId ?? null };
}

/**
 * The same in one statement, outside a transaction, for a record that was read without its lock. Returns `null` when it
 * has changed since, or the message is there already.
 */
export async function appendInOneStatement(
  em: Em,
  record: ConversationRecord,
  { message, locks }: { message: NewMessage; locks: readonly string[] },
  at: Instant,
): Promise<{ message: MessageRecord; workflowId: string | null } | null> {
  const set = clockWith(record, message, at);
  const [stored] = (await appendAsRead(em, { ...record, locks }, at, [message], set)) ?? [];
  return stored === undefined ? null : { message: stored, workflowId: set?.outboxEntry?.workflowId ?? null };
}

function clockWith(record: ConversationRecord, { id, author }: NewMessage, at: Instant): WithMessage | null {
  if (record.stage !== 'assigned' || record.silentSince === null || author === 'bot') return null;
  const clock = clockAfterMessage(record, author, at);
  const next = replyTimetable(keptPolicy(record), { ...record, ...clock });
  const nextAt = next[0]?.at ?? null;
  const { watchedUntil } = record;
  const isTooLate = nextAt !== null && (watchedUntil === null || nextAt < watchedUntil);
  return {
    ...{ clock, next, replied: author === 'agent', ended: endedByMessage(author) },
    watchedUntil: isTooLate ? nextAt : watchedUntil,
    outboxEntry: isTooLate ? callOf(record, id) : null,
  };
}

function callOf({ program, id }: ConversationRecord, messageId: string): OutboxEntry {
  const workflowId = conversationContract.workflowId(program, id);
  return { key: `reply/${messageId}`, kind: 'signal', workflowId, payload: { name: CUSTOMER_WROTE, input: null } };
}

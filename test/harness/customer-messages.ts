import { randomUUID } from 'node:crypto';
import type { Em } from '../../db/orm.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { insertConversation } from '../../db/write/conversations.ts';
import type { Instant } from '../../domain/calendar/instant.ts';

/** The texts of a conversation's messages, in order. */
export async function textsOf(em: Em, id: string): Promise<string[]> {
  const found = await rows<{ text: string }>(
    em,
    sql`select text from messages where conversation_id = ${id}::uuid order by seq`,
  );
  return found.map(({ text }) => text);
}

export async function customerIdOf(em: Em, conversationId: string): Promise<string> {
  const found = await row<{ customerId: string }>(
    em,
    sql`select customer_id as "customerId" from conversations where id = ${conversationId}::uuid`,
  );
  if (found === null) throw new Error(`there is no conversation ${conversationId}`);
  return found.customerId;
}

/**
 * Gives the customer of a conversation a second one. Returns what a transaction does to store a message there, under the
 * customer's own id for it.
 */
export async function messageElsewhere(
  em: Em,
  conversationId: string,
  clientMessageId: string,
  at: Instant,
): Promise<(tx: Em) => Promise<void>> {
  const [other, customerId] = [randomUUID(), await customerIdOf(em, conversationId)];
  const blank = { previousId: null, intakeStep: 'identification' as const };
  await insertConversation(em, { id: other, program: 'cdek', customerId, ...blank }, at);
  return async (tx) => {
    await lockCase(tx, customerId, other);
    await rows(
      tx,
      sql`insert into messages (id, conversation_id, seq, at, author, text, dedupe_key) values (${randomUUID()}::uuid,
        ${other}::uuid, 1, ${at}::timestamptz, 'customer', 'moved', ${`customer:${customerId}:${clientMessageId}`})`,
    );
  };
}

// No acknowledged message is lost, doubled or out of order.
import type pg from 'pg';
import type { Journal } from '../journal.ts';

type Stored = { id: string; conversationId: string; seq: number; text: string };

/** Faults in the messages, one sentence each. */
export async function wrongMessages(client: pg.Client, { senders, requests }: Journal): Promise<string[]> {
  const { rows } = await client.query<Stored>(
    `select id, conversation_id as "conversationId", seq, text from messages where author <> 'bot'`,
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const wrong = senders.flatMap(({ name, acknowledged }) => {
    const found: string[] = [];
    const last = new Map<string, number>();
    for (const { id, conversationId, text } of acknowledged) {
      const message = stored.get(id);
      if (message?.text !== text || message.conversationId !== conversationId) {
        found.push(`lost: "${text}" of ${name} was acknowledged and is not there`);
        continue;
      }
      if (message.seq <= (last.get(conversationId) ?? 0)) found.push(`out of order: "${text}" of ${name}`);
      last.set(conversationId, message.seq);
    }
    return found;
  });
  const acknowledged = senders.reduce((sum, sender) => sum + sender.acknowledged.length, 0);
  // Customers of seeded conversations sent their number and category before they began to write.
  const expected = acknowledged + 2 * requests.filter(({ seededSince }) => seededSince !== null).length;
  if (rows.length !== expected) wrong.push(`${rows.length} messages of people are stored, ${expected} were written`);
  return [...wrong, ...(await gaps(client))];
}

async function gaps(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select c.id from conversations c left join messages m on m.conversation_id = c.id
      group by c.id having count(m.id) <> c.last_seq or max(m.seq) <> c.last_seq or min(m.seq) <> 1`,
  );
  return rows.map(({ id }) => `the messages of ${id} are not numbered without gaps`);
}

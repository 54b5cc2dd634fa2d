import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

export type AttachmentRecord = { id: string; name: string; type: string; size: number };

export type MessageRecord = {
  id: string;
  conversationId: string;
  seq: number;
  at: Instant;
  from: 'customer' | 'agent' | 'bot';
  login: string | null;
  text: string;
  choices: { choice: string; label: string }[] | null;
  attachments: AttachmentRecord[];
  /** The sender and the sender's own id of the message, or `null`. */
  dedupeKey: string | null;
};

/** A message with its attachments, from `messages m`. */
export const messageColumns = sql`m.id, m.conversation_id as "conversationId", m.seq, m.at, m.author as "from", m.login, m.text, m.choices, m.dedupe_key as "dedupeKey",
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size) order by a.at, a.id)
    from attachments a where a.message_id = m.id), '[]'::jsonb) as attachments`;

/** Messages in the order of their numbers, after a given one. */
export async function listMessages(
  em: Em,
  conversationId: string,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<MessageRecord[]> {
  return rows<MessageRecord>(
    em,
    sql`select ${messageColumns} from messages m where m.conversation_id = ${conversationId}::uuid and m.seq > ${afterSeq}
      order by m.seq limit ${limit}`,
  );
}

/** The message stored earlier under a dedupe key, or `null`. */
export async function readMessageByDedupeKey(em: Em, dedupeKey: string): Promise<MessageRecord | null> {
  return row<MessageRecord>(em, sql`select ${messageColumns} from messages m where m.dedupe_key = ${dedupeKey}`);
}

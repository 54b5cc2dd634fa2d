// The rows of a category choice, written by hand with the plain driver, for comparison with the API's route.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export type Choice = {
  conversationId: string;
  messageId: string;
  at: string;
  workflowId: string;
  label: string;
  acknowledgement: string;
  /** JSON, in the form that the columns take. */
  steps: string;
  payload: string;
};

/** Writes the same rows into the same tables, one statement for each table, in one transaction. */
export async function writeChoice(pool: pg.Pool, choice: Choice): Promise<{ id: string; seq: number; text: string }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const seq = await writeRequest(client, choice);
    await writeWhoIsTold(client, choice, seq);
    await client.query('commit');
    return { id: choice.messageId, seq, text: choice.label };
  } finally {
    client.release();
  }
}

/** Returns the number of the customer's message. */
async function writeRequest(client: pg.PoolClient, choice: Choice): Promise<number> {
  const { conversationId: id, messageId, at, label, acknowledgement } = choice;
  const { rows } = await client.query<{ last_seq: number }>(
    `update conversations set intake_step = null, category = 'order', requested_at = $2, waiting_since = $2,
      last_seq = last_seq + 2 where id = $1 returning last_seq`,
    [id, at],
  );
  await client.query(
    `update cases set version = 1, stage = 'waiting', queue = 'klo', scopes = '{program,queue:klo,addressed:klo}' where id = $1`,
    [id],
  );
  await client.query(
    `insert into case_scopes (case_id, key, program, process, stage, sort_at)
      select id, scope, program, process, stage, sort_at from cases, unnest(scopes) as scope where id = $1`,
    [id],
  );
  const last = rows[0]?.last_seq ?? 0;
  await client.query(
    `insert into messages (id, conversation_id, seq, at, author, text, text_id, dedupe_key) values
      ($1, $3, $4, $6, 'customer', $7, null, $9), ($2, $3, $5, $6, 'bot', $8, 'acknowledgement', null)`,
    [messageId, randomUUID(), id, last - 1, last, at, label, acknowledgement, `customer:${id}:${messageId}`],
  );
  await client.query(
    `insert into timeline_entries (case_id, at, what, by, rule, details)
      values ($1, $2, 'category-chosen', 'customer', 'CDEK-06', '{"category":"order"}')`,
    [id, at],
  );
  await client.query(
    `insert into case_timetables (case_id, process, program, next_at, steps) values ($1, 'conversation', 'cdek', $2, $3)`,
    [id, at, choice.steps],
  );
  return last - 1;
}

async function writeWhoIsTold(client: pg.PoolClient, choice: Choice, seq: number): Promise<void> {
  const { conversationId: id, at, workflowId, payload } = choice;
  await client.query(
    `insert into notifications (login, at, kind, program, process, case_id)
      select login, $2, 'new', 'cdek', 'conversation', $1 from people join memberships on person_id = people.id
      where program = 'cdek' and role = 'klo'`,
    [id, at],
  );
  await client.query(
    `with logged as (insert into live_events (kind, program, case_id, message_seq, notification_id, at)
      select 'message', 'cdek', $1::uuid, seq, null::bigint, $2::timestamptz from messages
        where conversation_id = $1 and seq >= $3
      union all select 'conversation', 'cdek', $1, null, null, $2
      union all select 'notification', 'cdek', $1, null, id, $2 from notifications where case_id = $1 returning 1)
      select pg_notify('careline_live', '') from (select count(*) from logged) as counted`,
    [id, at, seq],
  );
  await client.query(
    `insert into outbox (key, kind, workflow_id, payload, created_at, next_attempt_at)
      values ($1, 'start', $2, $3, $4, $4)`,
    [`start/${workflowId}`, workflowId, payload, at],
  );
}

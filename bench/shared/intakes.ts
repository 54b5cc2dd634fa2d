import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { hashToken, newCustomerToken } from '../../api/people/tokens.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { texts } from '../../test/harness/programs.ts';

export type Intake = { id: string; token: string };

/** Customers who have given their number and see the categories. */
export async function makeIntakes(databaseUrl: string, count: number): Promise<Intake[]> {
  const intakes = Array.from({ length: count }, () => ({ id: randomUUID(), token: newCustomerToken() }));
  const ids = intakes.map(({ id }) => id);
  const hashes = intakes.map(({ token }) => hashToken(token));
  const at = toInstant(systemClock.now());
  const said = [texts.banner, texts.greeting, '7707083893', texts['category-prompt']];
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `insert into customers (id, program, token_hash, created_at)
        select id, 'cdek', hash, $3 from unnest($1::uuid[], $2::text[]) as given (id, hash)`,
      [ids, hashes, at],
    );
    await client.query(
      `with kept as (insert into cases (id, process, program, stage, opened_at, sort_at)
          select id, 'conversation', 'cdek', 'intake', $2, $2 from unnest($1::uuid[]) as id)
        insert into conversations (id, program, customer_id, intake_step, inn, opened_at, last_seq)
        select id, 'cdek', id, 'category', '7707083893', $2, $3 from unnest($1::uuid[]) as id`,
      [ids, at, said.length],
    );
    await client.query(
      `insert into messages (id, conversation_id, seq, at, author, text)
        select gen_random_uuid(), id, seq, $3, case when seq = 3 then 'customer' else 'bot' end, text
        from unnest($1::uuid[]) as id, unnest($2::text[]) with ordinality as said (text, seq)`,
      [ids, said, at],
    );
  });
  return intakes;
}

/** Runs a task with its own connection. */
export async function withClient<T>(databaseUrl: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

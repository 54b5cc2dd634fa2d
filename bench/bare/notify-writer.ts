// The first of the two bare processes that message delivery is compared with: one statement writes a row and notifies
// with its key. No access check, no counts; only the row's number gives the order.
import Fastify from 'fastify';
import pg from 'pg';
import { freePort } from '../../bin/stack/ports.ts';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = Fastify();

app.post<{ Params: { id: string }; Body: { text: string } }>('/messages/:id', async ({ params, body }, reply) => {
  const { rows } = await pool.query<{ seq: number }>(
    `with numbered as (update bare_conversations set last_seq = last_seq + 1 where id = $1 returning last_seq as seq),
      added as (insert into bare_messages (conversation_id, seq, text) select $1, seq, $2 from numbered returning seq)
      select seq, pg_notify('bare', $1::text || ' ' || seq::text) from added`,
    [params.id, body.text],
  );
  return reply.code(201).send({ seq: rows[0]?.seq });
});

const port = await freePort();
await app.listen({ host: '127.0.0.1', port });
console.log(`at http://127.0.0.1:${port}`);
console.log('ready');

// The second of the two bare processes: LISTEN, read the named row, stream it. It reports when it had the row, so that
// raw LISTEN/NOTIFY can be told from the way to the browser.
import Fastify from 'fastify';
import { PassThrough } from 'node:stream';
import pg from 'pg';
import { freePort } from '../../bin/stack/ports.ts';
import { wallNow } from '../shared/wall-time.ts';

const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
const streams = new Map<string, Set<PassThrough>>();

async function tell(payload: string): Promise<void> {
  const [id = '', seq = ''] = payload.split(' ');
  // One connection answers queries in order, so no message overtakes another.
  const { rows } = await client.query('select seq, text from bare_messages where conversation_id = $1 and seq = $2', [
    id,
    seq,
  ]);
  const data = JSON.stringify({ conversationId: id, message: rows[0], heardAt: wallNow() });
  for (const stream of streams.get(id) ?? []) stream.write(`event: message\ndata: ${data}\n\n`);
}

const app = Fastify({ forceCloseConnections: true });
app.get<{ Params: { id: string } }>('/events/:id', async ({ params }, reply) => {
  const out = new PassThrough();
  const listeners = streams.get(params.id) ?? new Set();
  streams.set(params.id, listeners.add(out));
  out.write('retry: 1000\n\n');
  return reply.header('content-type', 'text/event-stream').send(out);
});

await client.connect();
client.on('notification', ({ payload }) => void tell(payload ?? ''));
await client.query('listen bare');
const port = await freePort();
await app.listen({ host: '127.0.0.1', port });
console.log(`at http://127.0.0.1:${port}`);
console.log('ready');

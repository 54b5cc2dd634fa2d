// Owns the bare route that the category choice is measured against: Fastify and the rows, nothing else.
import Fastify from 'fastify';
import pg from 'pg';
import { freePort } from '../../bin/stack/ports.ts';
import { type Choice, writeChoice } from './choice-rows.ts';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = Fastify();

app.post<{ Params: { id: string }; Body: Omit<Choice, 'conversationId'> }>('/choices/:id', async ({ params, body }, reply) =>
  reply.code(201).send(await writeChoice(pool, { conversationId: params.id, ...body })),
);

const port = await freePort();
await app.listen({ host: '127.0.0.1', port });
console.log(`at http://127.0.0.1:${port}`);
console.log('ready');

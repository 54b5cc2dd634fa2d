// The bare route that the category choice is compared with: only Fastify and the rows.
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { freePort } from '../../bin/stack/ports.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { beginRequest } from '../../domain/conversation/intake.ts';
import { systemClock } from '../../platform/clock.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { writeChoice } from './choice-rows.ts';
import { cdek } from '../../test/harness/programs.ts';

const policy = cdek.conversation;
const category = policy?.categories[0];
if (policy === undefined || category === undefined) throw new Error('cdek has no conversations');

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = Fastify();

app.post<{ Params: { id: string } }>('/choices/:id', async ({ params: { id } }, reply) => {
  const at = toInstant(systemClock.now());
  const { state, next } = beginRequest(policy, category, at);
  const workflowId = conversationContract.workflowId('cdek', id);
  const payload = { name: 'conversation', input: { caseId: id, program: 'cdek', begin: { policy, state } } };
  const message = await writeChoice(pool, {
    ...{ conversationId: id, messageId: randomUUID(), at, workflowId, label: category.label },
    acknowledgement: cdek.texts['acknowledgement'] ?? '',
    steps: JSON.stringify(next),
    payload: JSON.stringify(payload),
  });
  return reply.code(201).send({ ...message, conversationId: id, at, from: 'customer', choices: null, attachments: [] });
});

const port = await freePort();
await app.listen({ host: '127.0.0.1', port });
console.log(`at http://127.0.0.1:${port}`);
console.log('ready');

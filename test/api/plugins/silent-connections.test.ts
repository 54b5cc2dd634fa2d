// A stop waits for answers under way, and for nothing else.
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { silentConnections } from '../../../api/plugins/silent-connections.ts';

// No expectation: only what goes wrong takes so long.
const TOO_LONG_MS = 20_000;

async function listening() {
  const app = Fastify();
  await app.register(silentConnections);
  const answers = Promise.withResolvers<string>();
  app.get('/slow', () => answers.promise);
  // Not before the connections were looked at.
  app.addHook('preClose', async () => void setImmediate(() => answers.resolve('here')));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(address).port);
  return { app, port };
}

const inTime = (closing: Promise<unknown>) =>
  Promise.race([closing.then(() => 'closed'), pause(TOO_LONG_MS, 'still open', { ref: false })]);

test('a connection that never asks does not hold up a stop', async () => {
  const { app, port } = await listening();
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  expect(await inTime(app.close())).toBe('closed');
  silent.destroy();
});

test('an answer under way is still given', async () => {
  const { app, port } = await listening();
  const asked = fetch(`http://127.0.0.1:${port}/slow`);
  await once(app.server, 'request');
  const closing = app.close();
  expect(await (await asked).text()).toBe('here');
  expect(await inTime(closing)).toBe('closed');
});

test('until then a connection is kept for the next request', async () => {
  const { app, port } = await listening();
  let connections = 0;
  app.server.on('connection', () => void (connections += 1));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () =>
    new Promise<number | undefined>((resolve, reject) => {
      get({ agent, port, host: '127.0.0.1', path: '/none' }, (answer) => {
        answer.resume().once('end', () => setImmediate(() => resolve(answer.statusCode)));
      }).once('error', reject);
    });
  expect([await ask(), await ask(), connections]).toEqual([404, 404, 1]);
  agent.destroy();
  expect(await inTime(app.close())).toBe('closed');
});

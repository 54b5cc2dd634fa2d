// An app with this plugin alone, without a database.
import { expect, test } from '@jest/globals';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { CarelineApp } from '../../../api/server/careline-app.ts';
import { healthRoutes } from '../../../api/plugins/health.ts';
import { smallApp } from './small-app.ts';

type Parts = { postgres?: () => Promise<unknown>; temporal?: () => Promise<boolean>; heldBackMs?: number };

const never = () => new Promise<never>(() => undefined);
const away = () => Promise.reject(new Error('away'));

/** An app whose database and Temporal give these answers. */
async function anApp({ postgres = async () => ({ rows: [] }), temporal = async () => true, heldBackMs = 0 }: Parts) {
  const routes: RouteOptions[] = [];
  const app: FastifyInstance = await smallApp(async (own) => {
    const kysely = { getExecutor: () => executor(postgres) };
    own.decorate('orm', { em: { fork: () => ({ getKysely: () => kysely }) } } as unknown as CarelineApp['orm']);
    own.addHook('onRoute', (route) => void routes.push(route));
    const asked = { temporalUp: temporal, feed: { heldBackMs: () => heldBackMs } };
    await own.register(async (within) => healthRoutes(within as unknown as CarelineApp, asked));
  });
  return { app, routes, ready: () => app.inject('/readyz') };
}

/** The part of a database connection that a statement needs. */
function executor(postgres: () => Promise<unknown>) {
  const compileQuery = (node: unknown) => ({ query: node, sql: '', parameters: [] });
  return { transformQuery: (node: unknown) => node, compileQuery, executeQuery: postgres };
}

test('alive says nothing else, and checks nothing', async () => {
  const { app } = await anApp({ postgres: away, temporal: away });
  const { statusCode, body } = await app.inject('/livez');
  expect([statusCode, body]).toEqual([200, '{"status":"ok"}']);
});

test('with both up it can serve', async () => {
  const { ready } = await anApp({});
  expect((await ready()).json()).toEqual({ status: 'ok', postgres: 'up', temporal: 'up', liveUpdates: 'current' });
});

test.each([
  ['away', away],
  ['not up', async () => false],
  ['hanging', never],
])('with Temporal %s it serves all the same', async (_, temporal) => {
  const { ready } = await anApp({ temporal });
  const answer = await ready();
  expect([answer.statusCode, answer.json()]).toMatchObject([
    200,
    { status: 'degraded', postgres: 'up', temporal: 'down' },
  ]);
});

test.each([
  ['away', away],
  ['hanging', never],
])('with PostgreSQL %s it cannot, and says when to ask again', async (_, postgres) => {
  const { ready } = await anApp({ postgres });
  const answer = await ready();
  expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([503, '2', 'unavailable']);
});

test('live updates that are held back for longer than five seconds are told', async () => {
  for (const [heldBackMs, liveUpdates] of [
    [5_000, 'current'],
    [5_001, 'held back'],
  ] as const) {
    expect((await (await anApp({ heldBackMs })).ready()).json()).toMatchObject({ status: 'ok', liveUpdates });
  }
});

test('both are open to anyone, and described in words', async () => {
  const { routes } = await anApp({});
  for (const url of ['/livez', '/readyz']) {
    const { config, schema } = routes.find((route) => route.url === url) ?? {};
    expect([config?.access, schema?.tags, Object.keys(schema?.response ?? {})]).toEqual([
      'anyone',
      ['health'],
      ['200'],
    ]);
    for (const text of [schema?.summary, schema?.description]) expect(text).toMatch(/\w/);
  }
  const response = routes.find(({ url }) => url === '/readyz')?.schema?.response;
  const { 200: ready } = response as { 200: { properties: Record<string, { description?: string }> } };
  for (const name of ['status', 'liveUpdates']) expect(ready.properties[name]?.description).toMatch(/\w/);
});

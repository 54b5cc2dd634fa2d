import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row, sql } from '../../db/sql.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const root = join(import.meta.dirname, '../..');
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

type Running = { child: ChildProcess; output(): string; ended: Promise<number | null> };

function start(environment: Record<string, string>): Running {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['api/main.ts'], { cwd: root, env: { PATH, ...environment } });
  closedAtTheEnd(async () => child.kill('SIGKILL'));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(String(data)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => said.join(''), ended };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilReady(running: Running, port: number): Promise<{ status: string }> {
  const answer = await until(
    () => {
      if (running.child.exitCode !== null) throw new Error(running.output());
      return fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    },
    (heard) => heard?.ok === true,
  );
  return (await answer?.json()) as { status: string };
}

const environment = (port: number): Record<string, string> => ({
  DATABASE_URL: database.url,
  CARELINE_PORT: String(port),
  CARELINE_SESSION_SECRET: 'a secret that only the tests know, and long enough',
  CARELINE_DEMO: 'true',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
});

test('settings that do not fit end the start with one line each, and no secret', async () => {
  const { ended, output } = start({ CARELINE_PORT: 'eighty', CARELINE_SESSION_SECRET: 'hunter2' });
  expect(await ended).toBe(1);
  const lines = output().trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0] ?? '').toSorted((one, other) => one.localeCompare(other))).toEqual([
    'CARELINE_PORT',
    'CARELINE_SESSION_SECRET',
    'DATABASE_URL',
  ]);
  expect(output()).not.toContain('hunter2');
});

test('the first admin of an installation is made of a secret in a file', async () => {
  const { CARELINE_DEMO: _, ...plain } = environment(await freePort());
  const own = await freshDatabase();
  const file = join(mkdtempSync(join(tmpdir(), 'first-admin-')), 'password');
  writeFileSync(file, 'a secret of the environment\n');
  const running = start({ ...plain, DATABASE_URL: own.url, CARELINE_FIRST_ADMIN_PASSWORD_FILE: file });
  const port = Number(plain['CARELINE_PORT']);
  await untilReady(running, port);
  const body = JSON.stringify({ login: 'admin', password: 'a secret of the environment' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}/v1/login`, { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ mustChangePassword: true })]);
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(running.output()).not.toContain('a secret of the environment');
  await own.drop();
});

test('it starts without Temporal, loads the demo people once, and stops at once with a stream open', async () => {
  for (const times of [1, 2]) {
    const port = await freePort();
    const running = start(environment(port));
    expect(await untilReady(running, port)).toMatchObject({ status: 'degraded' });
    const url = `http://127.0.0.1:${port}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ login: 'klo-1', password: 'careline' });
    expect((await fetch(`${url}/v1/me?token=hunter2`)).status).toBe(401);
    const answer = await fetch(`${url}/v1/login`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const stream = await fetch(`${url}/v1/events`, { headers: { cookie } });
    expect([times, stream.status]).toEqual([times, 200]);
    const reading = stream.text().catch(() => 'cut off');
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    await reading;
    expect(running.output()).toContain('"route":"/v1/login","status":200');
    expect(running.output()).toContain('"route":"/v1/me","status":401');
    expect(running.output()).not.toMatch(/hunter2|klo-1|careline_session|"password"/);
  }
  const em = database.orm.em.fork();
  expect(await row(em, sql`select count(*)::int as people from people`)).toEqual({ people: 25 });
});

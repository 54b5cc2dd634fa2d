// Against the real programs: PostgreSQL, Temporal and the supervisor.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { processIdentity } from '../../bin/launch/process-identity.mjs';
import { servesTemporal } from '../../bin/stack/grpc-health.ts';
import { readLaunchSettings } from '../../bin/stack/launch-settings.ts';
import { postgresPart } from '../../bin/stack/parts.ts';
import { answersPostgres } from '../../bin/stack/postgres-health.ts';
import { freePort, isPortTaken } from '../../bin/stack/ports.ts';
import { startPostgres, type Postgres } from '../../bin/stack/postgres.ts';
import { startProgram } from '../../bin/stack/program.ts';
import { supervise, type RunningPart } from '../../bin/stack/supervisor.ts';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { closedAtTheEnd } from '../harness/closing.ts';

const runs = resolve(import.meta.dirname, '../../.careline/test');
mkdirSync(runs, { recursive: true });
const folder = mkdtempSync(join(runs, 'stack-'));
const dataDir = join(folder, 'postgres');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answer(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  let postgres: Postgres;
  afterAll(() => postgres?.stop());

  test('brings up UTF-8, sorted like C, in UTC, with room for 200', async () => {
    postgres = await startPostgres({ dataDir, durable: false });
    const url = await postgres.createDatabase('Ночь "1"');
    expect(await postgres.createDatabase('Ночь "1"')).toBe(url);
    const sql = `SELECT pg_encoding_to_char(encoding) AS encoding, 'a' > 'B' AS "likeC", upper('ё') AS upper,
      current_setting('TimeZone') AS zone, current_setting('max_connections') AS room
      FROM pg_database WHERE datname = current_database()`;
    const expected = { encoding: 'UTF8', likeC: true, upper: 'Ё', zone: 'UTC', room: '200' };
    expect(await answer(encodeURI(postgres.url('postgres')), sql)).toEqual(expected);
  });

  test('comes back on the same port with its data after a kill -9', async () => {
    const { port } = postgres;
    await answer(postgres.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(postgres.pid, 'SIGKILL');
    expect(await postgres.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    postgres = await startPostgres({ dataDir, port, durable: false });
    expect(await answer(postgres.url('postgres'), 'SELECT 1 AS up')).toEqual({ up: 1 });
  });

  test('stops the server that a killed owner has left on the folder', async () => {
    const left = postgres;
    postgres = await startPostgres({ dataDir, port: left.port, durable: false });
    expect(await left.ended).toEqual({ code: 0, signal: null });
    expect(processIdentity(left.pid)).toBeNull();
  });

  test('leaves a stranger alone that got the pid of the dead server', async () => {
    await postgres.stop();
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    postgres = await startPostgres({ dataDir, durable: false });
    expect(await answer(postgres.url('postgres'), 'SELECT 1 AS up')).toEqual({ up: 1 });
  });

  test('says which port it could not have', async () => {
    const asked = startPostgres({ dataDir: join(folder, 'second'), port: postgres.port, durable: false });
    await expect(asked).rejects.toThrow(`PostgreSQL did not start on port ${postgres.port}`);
    await postgres.stop();
    expect(await isPortTaken(postgres.port)).toBe(false);
  });
});

test('whether PostgreSQL answers is asked, and it does not while it hangs', async () => {
  const port = await freePort();
  const ports = { ...readLaunchSettings({}), CARELINE_POSTGRES_PORT: port };
  const { part } = postgresPart(ports, { data: join(folder, 'hanging'), logs: join(folder, 'logs') });
  const postgres = await part.start();
  closedAtTheEnd(() => postgres.stop());
  expect(await postgres.answers?.()).toBe(true);
  process.kill(postgres.pid, 'SIGSTOP');
  expect(await answersPostgres(port, 500)).toBe(false);
  process.kill(postgres.pid, 'SIGCONT');
  expect(await postgres.answers?.()).toBe(true);
  await postgres.stop();
  expect(await answersPostgres(port, 500)).toBe(false);
});

describe('startTemporalDevServer', () => {
  test('serves on a free port without a UI, and is gone after stop', async () => {
    const server = await startTemporalDevServer({ databaseFile: join(folder, 'temporal.db') });
    closedAtTheEnd(() => server.stop());
    expect(server.uiUrl).toBeNull();
    expect(await servesTemporal(server.address)).toBe(true);
    await server.stop();
    expect(await servesTemporal(server.address)).toBe(false);
  });

  test('says why it did not start', async () => {
    const port = await freePort();
    const asked = startTemporalDevServer({ port, databaseFile: '/dev/null/not-a-file' });
    await expect(asked).rejects.toThrow();
  });
});

describe('supervise', () => {
  async function aPart(): Promise<RunningPart> {
    const args = ['-e', 'setInterval(() => 0, 1000)'];
    const program = await startProgram({ name: 'sleeper', order: 1, command: process.execPath, args });
    return { ...program, stop: () => program.stop(2000) };
  }

  test('starts again what was killed, says so, and lets it end when it is stopped', async () => {
    const said: string[] = [];
    const started: RunningPart[] = [];
    const back = Promise.withResolvers<void>();
    const start = async () => {
      const part = await aPart();
      started.push(part);
      return part;
    };
    const say = (sentence: string) => {
      said.push(sentence);
      if (sentence.includes('runs again')) back.resolve();
    };
    const supervised = await supervise({ name: 'sleeper', start, say });
    closedAtTheEnd(() => supervised.stop());
    process.kill(started[0]?.pid ?? 0, 'SIGKILL');
    await back.promise;
    await supervised.stop();
    expect(said).toEqual([
      'sleeper ended (signal SIGKILL); it is started again in 0.25 s',
      `sleeper runs again (process ${started[1]?.pid})`,
    ]);
    expect(supervised.deaths()).toBe(1);
    expect(started.map(({ pid }) => processIdentity(pid))).toEqual([null, null]);
  });

  test('starts again what hangs, once it has answered, and says that it runs when it answers', async () => {
    const said: string[] = [];
    const pids: number[] = [];
    const [answered, back] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const script = "setTimeout(() => process.on('message', () => process.send('lives')), 200)";
    const start = async () => {
      const part = { name: 'listener', order: 1, command: process.execPath, args: ['-e', script], askable: true };
      const program = await startProgram(part);
      pids.push(program.pid);
      const answers = async () => {
        const lives = await program.ask(500);
        if (lives) answered.resolve();
        return lives;
      };
      return { ...program, answers, stop: () => program.stop(300) };
    };
    const say = (sentence: string) => {
      said.push(sentence);
      if (sentence.includes('runs again')) back.resolve();
    };
    const supervised = await supervise({ name: 'listener', start, say }, { everyMs: 100, hungAfterMs: 3_000 });
    closedAtTheEnd(() => supervised.stop());
    await answered.promise;
    process.kill(pids[0] ?? 0, 'SIGSTOP');
    await back.promise;
    expect(said).toEqual([
      'listener has not answered for 3 s; it is stopped',
      'listener ended (signal SIGKILL); it is started again in 0.25 s',
      `listener runs again (process ${pids[1]})`,
    ]);
    await supervised.stop();
    expect(pids.map((pid) => processIdentity(pid))).toEqual([null, null]);
  });
});

// A rehearsal's clock does not move while requests are served, even on a busy machine; otherwise the runner reports it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startSystem } from '../../rehearsals/system/rehearsed-system.ts';
import { type RehearsedSystem, SystemError } from '../../rehearsals/runner/system.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { LONGEST_MS, type PlayedFile, rehearse } from './run-rehearse.ts';

// They take much more real time than the tenth of a second before the next due step.
const REQUESTS = 25;
const A_TENTH_BEFORE = '2031-03-03T10:09:59.900+03:00';
const A_TENTH_AFTER = '2031-03-03T10:10:00.100+03:00';

const folder = mkdtempSync(join(tmpdir(), 'careline-rehearse-'));

/** A customer who chooses a topic at an instant. Ten minutes later the conversation escalates (CDEK-13). */
function chooses(name: string, at: string) {
  const as = `customer:${name}`;
  const post = `/v1/conversations/\${${name}}/messages`;
  return [
    { at, as, post: '/v1/programs/cdek/conversations', save: { [name]: '$.id' } },
    { at, as, post, body: { text: 'ДГ-1' } },
    { at, as, post, body: { choice: 'order' } },
  ];
}

function find(overdue: boolean, name: string, at: string) {
  const body = { stage: 'waiting', overdue, nextAction: { what: overdue ? 'no-answer-text' : 'escalation' } };
  return { at, as: 'klo-senior', get: `/v1/conversations/\${${name}}`, expect: { status: 200, body } };
}

function often(step: object): object[] {
  return Array.from({ length: REQUESTS }, () => step);
}

async function play(steps: readonly object[]): Promise<PlayedFile> {
  const file = join(folder, 'clock.yaml');
  writeFileSync(file, JSON.stringify({ program: 'cdek', start: '2031-03-03T10:00:00+03:00', steps }));
  const { out } = await rehearse('--json', file);
  const [played] = (JSON.parse(out) as { files: PlayedFile[] }).files;
  if (played === undefined) throw new Error('nothing was played');
  return played;
}

function happened({ timeline }: PlayedFile, wanted: string): string[] {
  return timeline.filter(({ kind, what }) => kind === 'happened' && what === wanted).map(({ at }) => at);
}

/** Keeps a processor busy until it is killed, or ends itself when the test is killed. */
function startBurner(): ChildProcess {
  const burn = `const end = performance.now() + ${LONGEST_MS}; while (performance.now() < end);`;
  return spawn(process.execPath, ['-e', burn], { stdio: 'ignore' });
}

describe('a clock that is stopped', () => {
  let burner: ChildProcess;

  beforeAll(() => {
    burner = startBurner();
  });

  afterAll(() => {
    burner.kill('SIGKILL');
  });

  test(
    'lets nothing happen that is due a tenth of a second later, and dates commands exactly, however long requests take',
    async () => {
      const played = await play([
        ...chooses('anna', 'PT0S'),
        ...chooses('ivan', '2031-03-03T10:00:00.100+03:00'),
        ...often(find(false, 'anna', A_TENTH_BEFORE)),
        // One of two deadlines has just passed.
        ...often(find(false, 'ivan', 'PT10M')),
        find(true, 'anna', 'PT10M'),
        ...often(find(true, 'ivan', A_TENTH_AFTER)),
        // No timer fires at this instant.
        { at: 'PT11M', as: 'klo-1', post: '/v1/conversations/${ivan}/accept' },
      ]);
      expect(played).toMatchObject({ failures: [], ended: null, passed: true });
      expect(happened(played, 'escalated')).toEqual(['2031-03-03T07:10:00.000Z', '2031-03-03T07:10:00.100Z']);
      expect(happened(played, 'accepted')).toEqual(['2031-03-03T07:11:00.000Z']);
    },
    LONGEST_MS,
  );
});

describe('a clock that did not stand still', () => {
  let database: TestDatabase;
  let system: RehearsedSystem;

  beforeAll(async () => {
    database = await freshDatabase();
    system = await startSystem(database.url, new Date('2031-03-03T07:00:00Z'));
  }, LONGEST_MS);

  afterAll(async () => {
    await system.close();
    await database.drop();
  });

  /** As if the clock had run on, or a case had not heard of it. */
  async function date(caseId: string, at: string): Promise<void> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('update timeline_entries set at = $1 where case_id = $2', [at, caseId]);
    await client.end();
  }

  test('is told, with how far it went and what to do', async () => {
    const opened = await system.request({ method: 'POST', path: '/v1/programs/cdek/conversations', headers: {} });
    const { id } = opened.body as { id: string };
    const dated = `the clock did not stand still: "opened" of case ${id} is dated `;
    const told = async () => {
      const error: unknown = await system.settle().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SystemError);
      return (error as SystemError).message;
    };
    await date(id, '2031-03-03T07:00:01.500Z');
    const late = await told();
    expect(late).toContain(`${dated}2031-03-03T07:00:01.500Z, 1.5 s later than 2031-03-03T07:00:00.000Z`);
    expect(late).toMatch(/Play the file again on a machine with less to do, or leave more time .*\.$/);
    await date(id, '2031-03-03T06:59:58.000Z');
    expect(await told()).toContain(`${dated}2031-03-03T06:59:58.000Z, 2 s earlier than 2031-03-03T07:00:00.000Z`);
    await date(id, '2031-03-03T07:00:00.000Z');
    await system.settle();
  });
});

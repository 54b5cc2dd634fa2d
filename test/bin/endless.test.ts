// A test run ends although the files of endless/ never do. No other run includes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { processIdentity } from '../../bin/launch/process-identity.mjs';
import { closedAtTheEnd } from '../harness/closing.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'endless-'));
const childFile = join(folder, 'child.pid');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number | null; said: string; complained: string };

/** A separate run of the files whose names match. */
async function run(files: string, limit: string): Promise<Ended> {
  const script = `
    const { runJest, totalsLine } = await import(${JSON.stringify(join(root, 'bin/stack/jest.ts'))});
    const { code, totals } = await runJest(['--testMatch', '**/test/bin/endless/${files}.ts'], ${limit});
    console.log(totalsLine(totals));
    process.exitCode = code;`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ENDLESS_CHILD: childFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  closedAtTheEnd(async () => child.kill('SIGTERM'));
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, said, complained };
}

const lastLine = ({ said }: Ended) => said.trim().split('\n').at(-1);

describe('a run goes on to its end, and counts as a failure', () => {
  let ended: Ended;
  beforeAll(async () => void (ended = await run('*', '{ limitMs: 100_000 }')));

  test('each file that never ends', () => {
    expect([ended.code, lastLine(ended)]).toEqual([1, '2 passed, 4 failed']);
  });

  test.each(['never-lets-go', 'never-imported'])('and says why it was ended: %s', (name) => {
    expect(ended.complained).toMatch(
      new RegExp(
        `\ntest/bin/endless/${name}\\.ts was ended: it took longer than the \\d+ s that a test file may take\\.\n`,
      ),
    );
  });

  test('a process that the file has started ends with it', () => {
    expect(processIdentity(Number(readFileSync(childFile, 'utf8')))).toBeNull();
  });

  test('a file whose tests pass and that leaves something open', () => {
    expect(ended.complained).toContain('This file leaves something open behind it: TCPServerWrap. Close it.');
  });

  test('a test that fails before its `close`, and nothing of it is open for the next one', () => {
    expect(ended.complained).toContain('● fails before its own close');
    expect(ended.complained).not.toContain('● has been closed all the same');
  });
});

test('a run that takes too long is ended as a whole, says so, and is a failure', async () => {
  const ended = await run('never-imported', '{ limitMs: 2000 }');
  expect(ended.complained).toContain('The test run was ended: it took longer than the 2 s that a run may take.');
  expect([ended.code, lastLine(ended)]).toEqual([137, '0 passed, 1 failed']);
});

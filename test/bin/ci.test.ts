// .ci/run turns the check and the tests into the closing line that CI reads. A fake npm replaces both here.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const clone = mkdtempSync(join(tmpdir(), 'ci-'));
afterAll(() => rmSync(clone, { recursive: true, force: true }));
mkdirSync(join(clone, '.ci'));
copyFileSync(join(root, '.ci/run'), join(clone, '.ci/run'));
// Each command has its own file: `npm run check -- --static`, `npm test`, `npm run test:browser` and `npm run test:slow`.
writeFileSync(join(clone, 'npm'), '#!/bin/sh\n. "$(dirname "$0")/said by npm $*"\n', { mode: 0o755 });

type Said = [lines: string, exit: number];

const none: Said = ['0 passed, 0 failed', 0];

function ci(
  check: Said,
  tests: Said,
  slow: Said = none,
  browser: Said = none,
): { status: number | null; last: string | undefined; stdout: string } {
  for (const [command, [lines, exit]] of [
    ['run check -- --static', check],
    ['test', tests],
    ['run test:browser', browser],
    ['run test:slow', slow],
  ] as const) {
    writeFileSync(join(clone, `said by npm ${command}`), `printf '%s\\n' '${lines}'\nexit ${exit}\n`);
  }
  const PATH = `${clone}${delimiter}${process.env['PATH']}`;
  const { status, stdout } = spawnSync('bash', [join(clone, '.ci/run')], { encoding: 'utf8', env: { PATH } });
  return { status, last: stdout.trimEnd().split('\n').at(-1), stdout };
}

const well: Said = ['All is well.', 0];
const passed: Said = ['7 passed, 0 failed', 0];

test.each<[string, Said, Said, string, number]>([
  ['all is well', well, passed, '7 passed, 0 failed', 0],
  ['some are skipped', well, ['7 passed, 0 failed, 2 skipped', 0], '7 passed, 0 failed, 2 skipped', 0],
  ['a test fails', well, ['6 passed, 1 failed', 1], '6 passed, 1 failed', 1],
  ['two parts are red', ['Red: format.\nRed: web types.', 1], passed, '7 passed, 2 failed', 1],
  [
    'a part is red and a test fails',
    ['Red: lint.', 1],
    ['6 passed, 1 failed, 1 skipped', 1],
    '6 passed, 2 failed, 1 skipped',
    1,
  ],
  ['the check breaks off', ['out of memory', 137], passed, '7 passed, 1 failed', 1],
  ['the tests break off', well, ['out of memory', 137], '0 passed, 1 failed', 137],
  ['the tests break off and say they are well', well, ['no totals', 0], '0 passed, 1 failed', 1],
])('%s', (_, check, tests, line, exit) => {
  const { status, last } = ci(check, tests);
  expect([last, status]).toEqual([line, exit]);
});

test.each<[string, Said, Said, string, number]>([
  ['both count', passed, ['2 passed, 0 failed, 1 skipped', 0], '9 passed, 0 failed, 1 skipped', 0],
  ['one of them fails', passed, ['1 passed, 1 failed', 1], '8 passed, 1 failed', 1],
  ['they break off', passed, ['out of memory', 137], '7 passed, 1 failed', 137],
  ['they are said in spite of a failure', ['6 passed, 1 failed', 1], passed, '13 passed, 1 failed', 1],
])('with the tests of another command: %s', (_, tests, other, line, exit) => {
  for (const given of [[other], [none, other]]) {
    const { status, last } = ci(well, tests, ...given);
    expect([last, status]).toEqual([line, exit]);
  }
});

test('the red parts are said once more before the closing line, after all that the tests have said', () => {
  const { stdout } = ci(['Red: dead code.', 1], passed);
  expect(stdout.trimEnd().split('\n').slice(-2)).toEqual(['Red: dead code.', '7 passed, 1 failed']);
});

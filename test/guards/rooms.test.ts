// The guards of .oxlintrc.json work: a probe breaks each rule in a copy of the folders and must be reported.
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

type Override = { files: string[]; rules: Record<string, unknown> };
type Finding = { filename: string; code: string };

const root = resolve(import.meta.dirname, '../..');
const rooms = mkdtempSync(join(tmpdir(), 'rooms-'));
// Apart from its `//` comment, this JSON is valid YAML.
const source = readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace(/^\/\/.*$/m, '');
const { overrides } = parse(source) as { overrides: Override[] };

const inDomain = "import { fee } from '../../domain/money/fee.ts';\nexport const due = fee;";
const imports = (path: string) => `import { thing } from '${path}';\nexport const kept = thing;`;
const types = (path: string) => `import type { Thing } from '${path}';\nexport type Kept = Thing;`;
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `export const n${index} = ${index};`).join('\n');
const longFunction = `export function long(): number[] {\n  return [\n${'    1,\n'.repeat(45)}  ];\n}`;

/** File → content → the rule that must report it. */
const forbidden: [file: string, content: string, rule: string][] = [
  ['domain/money/imports-db.ts', imports('../../db/orm.ts'), 'no-restricted-imports'],
  ['domain/money/imports-type-of-api.ts', types('../../api/app.ts'), 'no-restricted-imports'],
  ['domain/money/imports-node.ts', imports('node:fs'), 'no-restricted-imports'],
  ['domain/money/imports-package.ts', imports('pg'), 'no-restricted-imports'],
  ['domain/money/imports-phone-library.ts', imports('libphonenumber-js/max'), 'no-restricted-imports'],
  ['domain/contact/imports-calendar.ts', imports('../calendar/instant.ts'), 'no-restricted-imports'],
  ['domain/contact/imports-package.ts', imports('pg'), 'no-restricted-imports'],
  ['domain/money/imports-platform.ts', imports('../../platform/clock.ts'), 'no-restricted-imports'],
  ['domain/money/imports-schema.ts', imports('../document/program.ts'), 'no-restricted-imports'],
  ['domain/money/imports-schema-library.ts', imports('typebox'), 'no-restricted-imports'],
  ['domain/document/holds-a-rule.ts', imports('../money.ts'), 'no-restricted-imports'],
  ['programs/cdek/imports-package.ts', imports('pg'), 'no-restricted-imports'],
  ['programs/imports-holidays.ts', imports('date-holidays'), 'no-restricted-imports'],
  ['programs/propose-holidays.ts', imports('../api/app.ts'), 'no-restricted-imports'],
  ['activities/proposes-holidays.ts', imports('../programs/propose-holidays.ts'), 'no-restricted-imports'],
  ['worker/proposes-holidays.ts', imports('../programs/propose-holidays.ts'), 'no-restricted-imports'],
  ['programs/cdek/imports-activity.ts', types('../../activities/sms.ts'), 'no-restricted-imports'],
  ['workflows/conversation/calls-activity.ts', imports('../../activities/sms.ts'), 'no-restricted-imports'],
  ['workflows/conversation/imports-entity.ts', types('../../db/entities/people.ts'), 'no-restricted-imports'],
  ['workflows/conversation/imports-node.ts', imports('node:crypto'), 'no-restricted-imports'],
  ['workflows/conversation/imports-client.ts', imports('@temporalio/client'), 'no-restricted-imports'],
  ['workflows/conversation/imports-platform.ts', imports('../../platform/logger.ts'), 'no-restricted-imports'],
  ['activities/runs-workflow.ts', imports('../workflows/case.ts'), 'no-restricted-imports'],
  ['activities/imports-api.ts', types('../api/app.ts'), 'no-restricted-imports'],
  ['vendors/twilio/imports-domain.ts', types('../../domain/money/fee.ts'), 'no-restricted-imports'],
  ['vendors/twilio/imports-db.ts', imports('../../db/orm.ts'), 'no-restricted-imports'],
  ['db/read/holds-a-rule.ts', inDomain, 'no-restricted-imports'],
  ['db/read/imports-program.ts', types('../../programs/cdek/index.ts'), 'no-restricted-imports'],
  ['api/routes/calls-activity.ts', imports('../../activities/sms.ts'), 'no-restricted-imports'],
  ['api/routes/runs-workflow.ts', imports('../../workflows/case.ts'), 'no-restricted-imports'],
  ['api/routes/imports-worker.ts', imports('../../worker/worker.ts'), 'no-restricted-imports'],
  ['api/routes/is-a-worker.ts', imports('@temporalio/worker'), 'no-restricted-imports'],
  ['worker/holds-a-rule.ts', imports('../domain/money/fee.ts'), 'no-restricted-imports'],
  ['worker/runs-workflow.ts', imports('../workflows/case.ts'), 'no-restricted-imports'],
  ['worker/imports-api.ts', imports('../api/app.ts'), 'no-restricted-imports'],
  ['web/src/imports-domain.tsx', imports('../../domain/money/fee.ts'), 'no-restricted-imports'],
  ['web/src/imports-type-of-domain.ts', types('../../domain/money/fee.ts'), 'no-restricted-imports'],
  ['web/src/imports-type-of-api.ts', types('../../api/app.ts'), 'no-restricted-imports'],
  ['platform/holds-a-rule.ts', imports('../domain/money/fee.ts'), 'no-restricted-imports'],
  ['platform/imports-api.ts', types('../api/app.ts'), 'no-restricted-imports'],
  ['platform/reaches-into-tests.ts', imports('../test/harness/api.ts'), 'no-restricted-imports'],
  ['api/reads-the-clock.ts', 'export const now = Date.now();', 'no-own-clock'],
  ['db/reads-the-clock.ts', 'export const now = new Date();', 'no-own-clock'],
  ['domain/money/reads-the-clock.ts', 'export const now = Date();', 'no-own-clock'],
  [
    'workflows/conversation/uses-native-temporal.ts',
    'export const now = Temporal.Now.instant();',
    'no-restricted-globals',
  ],
  [
    'domain/money/one-way.ts',
    "import type { Other } from './other-way.ts';\nexport type One = { other: Other };",
    'no-cycle',
  ],
  ['domain/money/other-way.ts', "import { one } from './third-way.ts';\nexport type Other = typeof one;", 'no-cycle'],
  ['domain/money/third-way.ts', "import type { One } from './one-way.ts';\nexport const one = {} as One;", 'no-cycle'],
  ['api/has-an-enum.ts', 'export enum Stage {\n  Waiting,\n}', 'no-enums'],
  ['api/has-a-default.ts', 'export default 1;', 'no-default-export'],
  ['api/is-too-long.ts', lines(301), 'max-lines'],
  ['domain/money/is-too-long.ts', lines(151), 'max-lines'],
  ['workflows/conversation/is-too-long.ts', lines(201), 'max-lines'],
  ['api/routes/is-too-long.ts', lines(151), 'max-lines'],
  ['activities/is-too-long.ts', lines(151), 'max-lines'],
  ['api/has-a-long-function.ts', longFunction, 'max-lines-per-function'],
];

const allowed: [file: string, content: string][] = [
  ['domain/money/date-library.ts', imports('temporal-polyfill')],
  ['domain/money/neighbour.ts', imports('../calendar/instant.ts')],
  ['domain/contact/phone-library.ts', imports('libphonenumber-js/max')],
  ['web/src/reads-a-phone.ts', imports('../../domain/contact/phone.ts')],
  ['web/src/reads-an-amount.ts', imports('../../domain/money.ts')],
  ['domain/money/type-of-document.ts', types('../document/program.ts')],
  ['domain/document/schema.ts', imports('typebox')],
  ['programs/cdek/rule.ts', inDomain],
  ['workflows/conversation/type-of-activity.ts', types('../../activities/sms.ts')],
  ['workflows/conversation/rule.ts', inDomain],
  ['workflows/conversation/sdk.ts', imports('@temporalio/workflow')],
  ['activities/contract.ts', types('../workflows/conversation/contract.ts')],
  ['activities/clock.ts', types('../platform/clock.ts')],
  ['vendors/twilio/sdk.ts', imports('twilio')],
  ['db/read/type.ts', types('../../domain/money/fee.ts')],
  ['api/routes/contract.ts', imports('../../workflows/conversation/contract.ts')],
  ['api/routes/given-date.ts', 'export const given = (text: string): Date => new Date(text);'],
  ['worker/contract.ts', imports('../workflows/conversation/contract.ts')],
  ['worker/activities.ts', imports('../activities/sms.ts')],
  ['platform/type.ts', types('../domain/money/fee.ts')],
  ['platform/clock.ts', 'export const now = new Date();'],
  ['test/api/anything.ts', imports('../../workflows/case.ts')],
];

let findings: Finding[] = [];

beforeAll(() => {
  for (const file of ['.oxlintrc.json', 'bin/lint/careline-rules.mjs']) {
    mkdirSync(dirname(join(rooms, file)), { recursive: true });
    copyFileSync(join(root, file), join(rooms, file));
  }
  for (const [file, content] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(rooms, file)), { recursive: true });
    writeFileSync(join(rooms, file), `${content}\n`);
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const run = () =>
    spawnSync(process.execPath, [oxlint, '-f', 'json'], { cwd: rooms, encoding: 'utf8', timeout: 25_000 });
  const first = run();
  // It takes a second. Once, on an overloaded machine, it did not return.
  const { stdout, stderr, signal } = first.signal === null ? first : run();
  if (!stdout.startsWith('{')) throw new Error(`oxlint said no JSON (${signal}): ${stdout}${stderr}`);
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
});
afterAll(() => rmSync(rooms, { recursive: true, force: true }));

const codesOf = (file: string) => findings.filter(({ filename }) => filename === file).map(({ code }) => code);

describe('the guards', () => {
  test.each(forbidden)('%s is seen', (file, _content, rule) => {
    expect(codesOf(file)).toContainEqual(expect.stringContaining(`(${rule})`));
  });

  test.each(allowed)('%s is left alone', (file) => {
    expect(codesOf(file)).toEqual([]);
  });

  const patterns = overrides.flatMap(({ files }) => files);

  test.each(patterns)('the guard of %s guards something', (pattern) => {
    expect(globSync(pattern, { cwd: root }).length).toBeGreaterThan(0);
  });

  test('every room of the design has one', () => {
    const guarded = overrides.filter(({ rules }) => 'no-restricted-imports' in rules).flatMap(({ files }) => files);
    for (const room of [
      'domain',
      'programs',
      'workflows',
      'activities',
      'vendors',
      'db',
      'api',
      'worker',
      'web',
      'platform',
    ]) {
      expect(guarded).toContain(`${room}/**/*.ts`);
    }
  });
});

describe('the size of files', () => {
  // Counted here again, so that a comment that switches off the linter does not help.
  const limits: [pattern: string, limit: number][] = [
    ['domain/**/*.ts', 150],
    ['workflows/**/*.ts', 200],
    ['api/routes/**/*.ts', 150],
    ['activities/**/*.ts', 150],
    ['{programs,vendors,db,api,worker,platform,test,bench,rehearsals,bin}/**/*.{ts,mjs}', 300],
    ['web/{*,src/**/*}.{ts,tsx,css}', 300],
  ];

  test.each(limits)('%s has at most %i lines', (pattern, limit) => {
    const files = globSync(pattern, { cwd: root }).filter((file) => !file.includes('/generated/'));
    expect(files.length).toBeGreaterThan(0);
    const tooLong = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length - 1 > limit);
    expect(tooLong).toEqual([]);
  });
});

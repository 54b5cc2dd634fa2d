// Without a real system: reports, exit codes, mistakes in files.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type CommandWorld, rehearse } from '../../rehearsals/runner/command.ts';
import { SystemError } from '../../rehearsals/runner/system.ts';
import { aSystem, nothing } from './a-system.ts';

const now = new Date('2026-11-22T20:00:00Z');
const head = 'program: cdek\nstart: 2031-03-03T10:00:00+03:00\nsteps:\n';
const directory = mkdtempSync(join(tmpdir(), 'careline-rehearse-'));

function written(name: string, steps: string): string {
  const file = join(directory, name);
  writeFileSync(file, head + steps);
  return file;
}

function world(
  system: (start: Date) => ReturnType<typeof aSystem>,
): CommandWorld & { printed: string[]; wrong: string[] } {
  const printed: string[] = [];
  const wrong: string[] = [];
  return {
    system: {
      zoneOf: (program) => (program === 'cdek' ? 'Europe/Moscow' : undefined),
      mistakesIn: () => [],
      programs: ['cdek'],
      startRehearsedSystem: (options) => Promise.resolve(system(options.start)),
      close: () => Promise.resolve(),
    },
    now: () => now,
    out: (text) => printed.push(text),
    err: (text) => wrong.push(text),
    environment: {},
    printed,
    wrong,
  };
}
const caseId = '5f3c';
const due = new Date('2031-03-03T07:10:00Z');
const eventful = (from: Date) =>
  aSystem({
    start: from,
    answers: { 'GET /a': { status: 200, body: { stage: 'waiting' } } },
    happenings: (at) => ({
      ...nothing,
      next: at < due ? [{ caseId, at: due, what: 'escalation', rule: 'CDEK-13' }] : [],
      entries:
        at < due
          ? []
          : [{ caseId, at: due, what: 'escalated', by: 'careline', rule: 'CDEK-13', details: { to: ['support'] } }],
      effects: at < due ? [] : [{ caseId, at: due, channel: 'sms', to: '+7', text: 'две\nстроки', status: 'done' }],
    }),
  });
const good = '  - { at: PT0S, get: /a }\n  - { at: PT10M, get: /a, expect: { body: { stage: waiting } } }';
const bad = '  - { at: PT0S, as: customer, get: /a, expect: { body: { stage: closed } } }';

test('prints the timeline in local time and ends with 0', async () => {
  const here = world(eventful);
  expect(await rehearse([written('good.yaml', good)], here)).toBe(0);
  const text = here.printed.join('\n');
  expect(text).toContain('Mon 2031-03-03');
  expect(text).toMatch(/10:00:00 {6}next {12}#1 {2}10:10:00 escalation \[CDEK-13\]/);
  expect(text).toMatch(/anonymous +GET \/a → 200 {2}\(step 1\)/);
  expect(text).toMatch(/10:10:00 {6}careline {8}#1 {2}escalated \[CDEK-13\] {2}\{"to":\["support"\]\}/);
  expect(text).toMatch(/careline {8}#1 {2}→ sms to \+7 \(done\): две\n {16}строки/);
  expect(text).toMatch(/passed: .*good\.yaml, 2 steps/);
  expect(here.printed.at(-1)).toMatch(/^1 rehearsal, 1 passed, 0 failed/);
});

test('says which files came with a message', async () => {
  const said = { caseId, at: due, from: 'customer' };
  const messages = [
    { ...said, text: 'вот', attachments: [] },
    { ...said, text: '', attachments: ['накладная.pdf', 'фото.jpg'] },
    { ...said, text: 'и ещё', attachments: ['a.pdf'] },
  ];
  const talkative = (start: Date) => {
    const happenings = () => ({ ...nothing, messages: messages.splice(0) });
    return aSystem({ start, answers: { 'GET /a': { status: 200, body: { stage: 'waiting' } } }, happenings });
  };
  const here = world(talkative);
  await rehearse([written('good.yaml', good)], here);
  const spoken = [...here.printed.join('\n').matchAll(/customer +#1 +(.*)/g)].map(([, what]) => what);
  expect(spoken).toEqual(['says: вот', 'sends накладная.pdf, фото.jpg', 'sends a.pdf and says: и ещё']);
});

test('ends with 1 when an expectation fails, naming file, step, expected and actual', async () => {
  const here = world(eventful);
  expect(await rehearse([written('good.yaml', good), written('bad.yaml', bad)], here)).toBe(1);
  const text = here.printed.join('\n');
  expect(text).toMatch(
    /FAILED .*bad\.yaml:4, step 1 \(Mon 2031-03-03 10:00:00\), GET \/a\n {2}at \$\.stage\n {4}expected {2}"closed"\n {4}was {7}"waiting"/,
  );
  expect(here.printed.at(-1)).toMatch(/^2 rehearsals, 1 passed, 1 failed: .*bad\.yaml/);
});

test('--json prints the same as one document', async () => {
  const here = world(eventful);
  expect(await rehearse(['--json', written('good.yaml', good), written('bad.yaml', bad)], here)).toBe(1);
  expect(here.printed).toHaveLength(1);
  const report = JSON.parse(here.printed[0] ?? '') as {
    passed: boolean;
    files: { passed: boolean; timeline: object[]; failures: object[] }[];
  };
  expect(report.passed).toBe(false);
  expect(report.files.map(({ passed }) => passed)).toEqual([true, false]);
  expect(report.files[0]?.timeline.map((line) => (line as { kind: string }).kind)).toEqual([
    'next',
    'step',
    'happened',
    'effect',
    'step',
    'happened',
    'effect',
  ]);
  expect(report.files[0]?.timeline[0]).toMatchObject({
    local: '2031-03-03T10:00:00+03:00',
    due: '2031-03-03T07:10:00.000Z',
  });
  expect(report.files[1]?.failures[0]).toMatchObject({
    step: 1,
    mismatches: [{ place: '$.stage', expected: '"closed"', actual: '"waiting"' }],
  });
});

test.each([
  [[], /^usage:/],
  [['--jsn', 'x.yaml'], /unknown option --jsn/],
  [['/nowhere/x.yaml'], /^\/nowhere\/x\.yaml: cannot be read/],
])('ends with 2 for %j', async (arguments_, message) => {
  const here = world(eventful);
  expect(await rehearse(arguments_, here)).toBe(2);
  expect(here.wrong.join('\n')).toMatch(message);
});

test('tells the mistakes of all files and plays none', async () => {
  const here = world(() => {
    throw new Error('must not start');
  });
  const one = '  - { at: soon }\n  - { at: PT2M, get: /a }\n  - { at: PT1M, get: a, saev: {} }';
  const files = [written('good.yaml', good), written('one.yaml', one), join(directory, 'two.yaml')];
  writeFileSync(files[2] ?? '', 'program: nope\nstart: next monday 10:00\nsteps: [{ at: PT0S, get: /a }]');
  expect(await rehearse(files, here)).toBe(2);
  expect(here.wrong.flatMap((text) => text.split('\n'))).toEqual([
    expect.stringMatching(/one\.yaml:4, step 1: no method/),
    expect.stringMatching(/one\.yaml:4, step 1: at "soon" is neither/),
    expect.stringMatching(/one\.yaml:6, step 3: unknown key "saev"/),
    expect.stringMatching(/one\.yaml:6, step 3: the path "a" must begin/),
    expect.stringMatching(/one\.yaml:6, step 3: at "PT1M" .* is earlier than step 2/),
    expect.stringMatching(/two\.yaml:1: there is no program "nope"; there are cdek/),
  ]);
  expect(here.printed).toEqual([]);
});

test('ends with 1 when the system does not start', async () => {
  const here = world(() => {
    throw new SystemError('no database');
  });
  expect(await rehearse([written('good.yaml', good)], here)).toBe(1);
  expect(here.printed.join('\n')).toMatch(/STOPPED no database/);
});

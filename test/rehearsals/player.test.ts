// Owns the tests of playing a scenario and of the command around it, on a system from a table. Refuses to start a real one.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CommandWorld, rehearse } from '../../rehearsals/runner/command.ts';
import { play } from '../../rehearsals/runner/player.ts';
import { parseScenario } from '../../rehearsals/runner/scenario-file.ts';
import { schedule } from '../../rehearsals/runner/schedule.ts';
import { SystemError } from '../../rehearsals/runner/system.ts';
import { aSystem, nothing } from './a-system.ts';

const start = new Date('2031-03-03T07:00:00Z');
const now = new Date('2026-11-22T20:00:00Z');
const head = 'program: cdek\nstart: 2031-03-03T10:00:00+03:00\nsteps:\n';
const directory = mkdtempSync(join(tmpdir(), 'careline-rehearse-'));

function written(name: string, steps: string): string {
  const file = join(directory, name);
  writeFileSync(file, head + steps);
  return file;
}

async function played(steps: string, system: ReturnType<typeof aSystem>) {
  const scenario = parseScenario(written('played.yaml', steps), head + steps);
  return play(scenario, schedule(scenario, 'Europe/Moscow', now), system);
}

describe('playing', () => {
  test('moves time, sends as the persona, waits, keeps and fills in', async () => {
    const system = aSystem({
      start,
      answers: {
        'POST /v1/programs/cdek/conversations': { status: 201, body: { id: 'c1', customerToken: 't1', n: 2 } },
        'POST /v1/conversations/c1/messages': { status: 201 },
        'POST /v1/login': { status: 200, cookies: ['s=1; HttpOnly'] },
        'GET /v1/conversations/c1': { body: { id: 'c1', n: 2 } },
      },
    });
    const playback = await played(
      `  - { at: PT0S, as: customer, post: /v1/programs/cdek/conversations, save: { id: $.id, n: $.n } }
  - { at: PT10S, as: customer, post: "/v1/conversations/\${id}/messages", body: { text: "n is \${n}", n: "\${n}" } }
  - { at: PT11M, as: klo-1, get: "/v1/conversations/\${id}", expect: { body: { n: "\${n}" } } }
  - { at: PT11M, get: "/v1/conversations/\${id}", headers: { Authorization: Bearer x }, expect: { status: 200 } }`,
      system,
    );
    expect(playback).toMatchObject({ failures: [], played: 4, ended: null });
    expect(system.sent.map(({ headers }) => headers)).toEqual([
      {},
      { authorization: 'Bearer t1' },
      {},
      { cookie: 's=1' },
      { authorization: 'Bearer x' },
    ]);
    expect(system.sent[1]?.body).toEqual({ text: 'n is 2', n: 2 });
    expect(system.log.slice(3, 6)).toEqual([
      'advance 2031-03-03T07:00:10.000Z',
      'POST /v1/conversations/c1/messages',
      'settle',
    ]);
  });

  test('signs in again when a session has ended', async () => {
    let logins = 0;
    const system = aSystem({
      start,
      answers: {
        'POST /v1/login': () => ({ status: 200, cookies: [`s=${(logins += 1)}`] }),
        'GET /v1/notifications': ({ headers }) => ({
          status: headers.cookie === 's=1' ? 401 : 200,
          body: { items: [] },
        }),
      },
    });
    const playback = await played('  - { at: PT0S, as: klo-1, get: /v1/notifications }', system);
    expect(playback.failures).toEqual([]);
    expect(logins).toBe(2);
  });

  test('a file is sent as it is, relative to the scenario', async () => {
    writeFileSync(join(directory, 'a.txt'), 'hello');
    const system = aSystem({ start, answers: { 'POST /up': { status: 201 } } });
    const playback = await played(
      '  - { at: PT0S, post: /up, file: a.txt }\n  - { at: PT0S, post: /up, file: b.txt }',
      system,
    );
    expect(system.sent[0]?.file).toEqual({ name: 'a.txt', content: Buffer.from('hello') });
    expect(playback.failures.map(({ mismatches }) => mismatches[0]?.actual)).toEqual([
      expect.stringMatching(/^the file b\.txt cannot be read/),
    ]);
  });

  test('goes on after a failure and tells all of them', async () => {
    const system = aSystem({ start, answers: { 'GET /a': { status: 200, body: { stage: 'waiting' } } } });
    const playback = await played(
      `  - { at: PT0S, get: /a, save: { id: $.id }, expect: { status: [201, 204], body: { stage: closed } } }
  - { at: PT1S, get: "/b/\${id}" }
  - { at: PT1S, get: /b }
  - { at: PT2S, get: /a, expect: { not: { stage: waiting }, count: { stage: 1 } } }`,
      system,
    );
    expect(playback.played).toBe(4);
    expect(
      playback.failures.map((failure) => [failure.step, failure.line, failure.mismatches.map(({ place }) => place)]),
    ).toEqual([
      [1, 4, ['status', '$.stage', '$.id']],
      [2, 5, ['request']],
      [3, 6, ['status']],
      [4, 7, ['$', '$.stage']],
    ]);
    expect(playback.failures[0]?.mismatches[0]).toEqual({
      place: 'status',
      expected: '201 or 204',
      actual: '200 with {"stage":"waiting"}',
    });
    expect(playback.failures[1]?.mismatches[0]?.actual).toContain('${id} is unknown');
  });

  test('an expectation compares with what a name meant before its own step', async () => {
    let count = 0;
    const system = aSystem({
      start,
      answers: { 'POST /a': () => ({ status: 201, body: { id: `x${(count += 1)}` } }) },
    });
    const playback = await played(
      '  - { at: PT0S, post: /a, save: { id: $.id } }\n  - { at: PT1S, post: /a, save: { id: $.id }, expect: { not: { id: "${id}" } } }',
      system,
    );
    expect(playback.failures).toEqual([]);
  });

  test('ends when the system fails', async () => {
    const system = aSystem({ start, answers: {} });
    system.settle = () => Promise.reject(new SystemError('the worker has ended'));
    const playback = await played('  - { at: PT0S, get: /a }\n  - { at: PT1S, get: /a }', system);
    expect(playback).toMatchObject({
      played: 0,
      ended: expect.stringMatching(/played\.yaml:4, step 1: the worker has ended$/),
    });
  });
});

describe('the command', () => {
  function world(
    system: (start: Date) => ReturnType<typeof aSystem>,
  ): CommandWorld & { printed: string[]; wrong: string[] } {
    const printed: string[] = [];
    const wrong: string[] = [];
    return {
      house: {
        zoneOf: (program) => (program === 'cdek' ? 'Europe/Moscow' : undefined),
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
    expect(text).toMatch(/nobody +GET \/a → 200 {2}\(step 1\)/);
    expect(text).toMatch(/10:10:00 {6}careline {8}#1 {2}escalated \[CDEK-13\] {2}\{"to":\["support"\]\}/);
    expect(text).toMatch(/careline {8}#1 {2}→ sms to \+7 \(done\): две\n {16}строки/);
    expect(text).toMatch(/passed: .*good\.yaml, 2 steps/);
    expect(here.printed.at(-1)).toMatch(/^1 rehearsals, 1 passed, 0 failed/);
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
    const files = [written('good.yaml', good), written('one.yaml', '  - { at: PT0S }'), join(directory, 'two.yaml')];
    writeFileSync(files[2] ?? '', 'program: nope\nstart: next monday 10:00\nsteps: [{ at: PT0S, get: /a }]');
    expect(await rehearse(files, here)).toBe(2);
    expect(here.wrong).toEqual([
      expect.stringMatching(/one\.yaml:4, step 1: no method/),
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
});

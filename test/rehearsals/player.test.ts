// Plays scenarios on a fake system that answers from a table.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { play } from '../../rehearsals/runner/player.ts';
import { parseScenario } from '../../rehearsals/runner/scenario-file.ts';
import { schedule } from '../../rehearsals/runner/schedule.ts';
import { SystemError } from '../../rehearsals/runner/system.ts';
import { aSystem } from './a-system.ts';

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
    // Staff log in before time matters.
    expect(system.log[0]).toBe('POST /v1/login');
    expect(system.sent.map(({ headers }) => headers)).toEqual([
      {},
      {},
      { authorization: 'Bearer t1' },
      { cookie: 's=1' },
      { authorization: 'Bearer x' },
    ]);
    expect(system.sent[2]?.body).toEqual({ text: 'n is 2', n: 2 });
    expect(system.log.slice(4, 7)).toEqual([
      'advance 2031-03-03T07:00:10.000Z',
      'POST /v1/conversations/c1/messages',
      'settle',
    ]);
  });

  test('fills in the paths of what is kept', async () => {
    const items = [
      { id: 'm1', text: 'one' },
      { id: 'm2', text: 'two' },
    ];
    const system = aSystem({
      start,
      answers: { 'GET /v1/first': { body: { id: 'm2' } }, 'GET /v1/messages': { body: { items } } },
    });
    const playback = await played(
      `  - { at: PT0S, get: /v1/first, save: { id: $.id } }
  - { at: PT0S, get: /v1/messages, save: { mine: "$.items[?(@.id=='\${id}')].text" } }
  - { at: PT0S, get: /v1/messages, expect: { body: { items: [{ text: "\${mine}", id: m2 }] } } }`,
      system,
    );
    expect(playback).toMatchObject({ failures: [], played: 3, ended: null });
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

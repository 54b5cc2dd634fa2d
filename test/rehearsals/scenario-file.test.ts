import { describe, expect, test } from '@jest/globals';
import { parseScenario } from '../../rehearsals/runner/scenario-file.ts';
import { ScenarioError } from '../../rehearsals/runner/scenario.ts';
import { schedule } from '../../rehearsals/runner/schedule.ts';

const head = 'program: cdek\nstart: 2031-03-03T10:00:00+03:00\nsteps:\n';
const parse = (steps: string) => parseScenario('x.yaml', head + steps);
const now = new Date('2026-11-22T20:00:00Z');

test('the example of the design is read', () => {
  const scenario = parse(`
  - at: PT0S                          # since start
    as: customer
    post: /v1/programs/cdek/conversations
    save: { id: $.id }
  - at: PT10S
    as: customer:anna
    post: /v1/conversations/\${id}/messages
    body: { text: "7707083893" }
    headers: { idempotency-key: k1, x-n: 3 }
  - at: day-of-start + P1D 09:00
    as: klo-senior
    get: /v1/conversations/\${id}
    expect: { status: [200, 201], body: { overdue: true }, not: { stage: closed }, count: { items: 3 } }
  - at: P2D
    delete: /v1/programs/cdek/queues/settlements/absence
  - at: P2D
    as: customer
    post: /v1/conversations/\${id}/attachments
    file: files/waybill.pdf
`);
  expect(scenario).toMatchObject({ file: 'x.yaml', program: 'cdek', programLine: 1, startLine: 2 });
  expect(scenario.steps.map(({ method, as, line }) => [method, as, line])).toEqual([
    ['POST', 'customer', 5],
    ['POST', 'customer:anna', 9],
    ['GET', 'klo-senior', 14],
    ['DELETE', null, 18],
    ['POST', 'customer', 20],
  ]);
  expect(scenario.steps[0]?.save).toEqual({ id: '$.id' });
  expect(scenario.steps[1]?.body).toEqual({ text: '7707083893' });
  expect(scenario.steps[2]?.expect).toEqual({
    status: [200, 201],
    body: { overdue: true },
    not: { stage: 'closed' },
    count: { items: 3 },
  });
  expect(scenario.steps[4]?.file).toBe('files/waybill.pdf');
  expect(schedule(scenario, 'Europe/Moscow', now).steps.map((step) => step.at.toISOString())).toEqual([
    '2031-03-03T07:00:00.000Z',
    '2031-03-03T07:00:10.000Z',
    '2031-03-04T06:00:00.000Z',
    '2031-03-05T07:00:00.000Z',
    '2031-03-05T07:00:00.000Z',
  ]);
});

describe('mistakes name file, line and step', () => {
  test.each([
    ['an unknown key', '  - at: PT0S\n    get: /a\n    exect: {}', /^x\.yaml:6, step 1: unknown key "exect"/],
    ['no method', '  - at: PT0S\n    as: klo-1', /^x\.yaml:4, step 1: no method/],
    [
      'two methods',
      '  - { at: PT0S, get: /a }\n  - at: PT1S\n    get: /a\n    put: /b',
      /^x\.yaml:7, step 2: two methods, get and put/,
    ],
    ['a path without slash', '  - { at: PT0S, get: v1/a }', /step 1: the path "v1\/a" must begin with \//],
    ['no at', '  - get: /a', /step 1: "at" is missing/],
    ['an at that is a number', '  - { at: 5, get: /a }', /step 1: "at" must be text, not number/],
    ['a get with a body', '  - { at: PT0S, get: /a, body: {} }', /a get sends no body/],
    ['a file with get', '  - { at: PT0S, get: /a, file: b }', /a file is sent with post or put/],
    ['a persona without name', '  - { at: PT0S, as: "customer:", get: /a }', /"customer:" is no persona/],
    ['a save without path', '  - { at: PT0S, get: /a, save: { id: id } }', /"id" needs a JSONPath/],
    [
      'an unknown key in expect',
      '  - at: PT0S\n    get: /a\n    expect:\n      stauts: 200',
      /^x\.yaml:7, step 1: unknown key "stauts" in expect/,
    ],
    ['a status that is none', '  - { at: PT0S, get: /a, expect: { status: ok } }', /"status" is an HTTP status/],
    [
      'a count that is none',
      '  - { at: PT0S, get: /a, expect: { count: { items: -1 } } }',
      /the count of items must be a whole number/,
    ],
    [
      'a broken pattern',
      '  - at: PT0S\n    get: /a\n    expect: { body: { a: [{ matches: "(" }] } }',
      /^x\.yaml:6, step 1: "\(" is no regular expression/,
    ],
    [
      'an unknown name',
      '  - { at: PT0S, get: "/a/${id}" }',
      /step 1: \$\{id\} is unknown: no step before this one saves it/,
    ],
    [
      'a name that is saved later',
      '  - { at: PT0S, get: "/${id}", save: { id: $.id } }',
      /step 1: \$\{id\} is unknown/,
    ],
    [
      'an unknown name in an expectation',
      '  - { at: PT0S, get: /a, expect: { body: { a: ["${b}"] } } }',
      /\$\{b\} is unknown/,
    ],
    ['a step that is no map', '  - get', /^x\.yaml:4, step 1: a step is a map, not string/],
    ['broken YAML', '  - at: PT0S\n   get: /a', /^x\.yaml:\d+: /],
    [
      'an unquoted name in braces',
      '  - at: PT0S\n    get: /a\n    body: { id: ${id} }',
      /^x\.yaml:6: .*quote it: "\$\{name\}"/,
    ],
  ])('%s', (_, steps, message) => {
    expect(() => parse(steps)).toThrow(ScenarioError);
    expect(() => parse(steps)).toThrow(message);
  });

  test.each([
    ['program: cdek\nstart: x\n', /^x\.yaml:1: "steps" must be a list/],
    ['start: x\nsteps: [{ at: PT0S, get: /a }]', /"program" is missing/],
    ['program: cdek\nsteps: [{ at: PT0S, get: /a }]', /"start" is missing/],
    ['program: cdek\nstart: x\nstep: 1\nsteps: []', /^x\.yaml:3: unknown key "step"/],
    ['', /a scenario is a map/],
    ['program: cdek\nprogram: vet', /^x\.yaml:2: Map keys must be unique/],
  ])('%j', (text, message) => {
    expect(() => parseScenario('x.yaml', text)).toThrow(message);
  });

  test.each([
    [
      'out of order',
      '  - { at: PT2M, get: /a }\n  - { at: PT1M, get: /a }',
      /^x\.yaml:5, step 2: at "PT1M" .* is earlier than step 1/,
    ],
    ['before the start', '  - { at: "2031-03-03T09:00:00+03:00", get: /a }', /step 1: .* is earlier than the start/],
    ['unreadable', '  - { at: PT0S, get: /a }\n  - at: soon\n    get: /a', /^x\.yaml:5, step 2: at "soon" is neither/],
  ])('a time %s', (_, steps, message) => {
    expect(() => schedule(parse(steps), 'Europe/Moscow', now)).toThrow(message);
  });

  test('a start that has passed', () => {
    expect(() => schedule(parse('  - { at: PT0S, get: /a }'), 'Europe/Moscow', new Date('2032-01-01'))).toThrow(
      /^x\.yaml:2: start .* must lie ahead/,
    );
  });
});

test('of a file with several mistakes each is named, one line each, in the order of the file', () => {
  const text = `
prgram: cdek
start: 5
steps:
  - at: PT0S
    as: "customer:"
    body: {}
    save: { 1id: $.id, b: b }
    expect: { status: ok, count: { items: -1 }, body: { a: { matches: "(" } } }
  - get
  - at: 7
    get: /a/\${b}/\${never}
    body: {}
    headers: { x: [] }
`;
  const found = (): string[] => {
    try {
      parseScenario('x.yaml', text);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  };
  expect(found()).toEqual([
    expect.stringMatching(/^x\.yaml:2: unknown key "prgram"/),
    'x.yaml:2: "program" is missing',
    'x.yaml:3: "start" must be text, not number',
    expect.stringMatching(/^x\.yaml:5, step 1: no method/),
    expect.stringMatching(/^x\.yaml:6, step 1: "customer:" is no persona/),
    'x.yaml:8, step 1: "1id" cannot be a name',
    'x.yaml:8, step 1: "b" needs a JSONPath such as $.id',
    expect.stringMatching(/^x\.yaml:9, step 1: "\(" is no regular expression/),
    expect.stringMatching(/^x\.yaml:9, step 1: "status" is an HTTP status/),
    'x.yaml:9, step 1: the count of items must be a whole number',
    'x.yaml:10, step 2: a step is a map, not string',
    'x.yaml:11, step 3: "at" must be text, not number',
    'x.yaml:11, step 3: ${never} is unknown: no step before this one saves it',
    'x.yaml:13, step 3: a get sends no body',
    'x.yaml:14, step 3: the header "x" must be text',
  ]);
});

test('of broken YAML each line is named', () => {
  const broken = 'program: cdek\nprogram: vet\nstart: x\nsteps:\n  - { at: PT0S, at: PT1S, get: /a }';
  expect(() => parseScenario('x.yaml', broken)).toThrow(
    /^x\.yaml:2: Map keys must be unique\nx\.yaml:5: Map keys must be unique$/,
  );
});

test('an expectation may use what its own step saves', () => {
  expect(() => parse('  - { at: PT0S, get: /a, save: { b: $.b }, expect: { body: { c: "${b}" } } }')).not.toThrow();
});

// A wrong document is told by file and line, with what would fit. Each check is red once.
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';
import { readSource, sourceOf } from '../../programs/source.ts';
import type { ProgramDocument } from '../../domain/document/program.ts';

const PROGRAMS = resolve(import.meta.dirname, '../../programs');
const sources = {
  cdek: readFolder(resolve(PROGRAMS, 'cdek')),
  filkhedma: readFolder(resolve(PROGRAMS, 'filkhedma')),
  lessons: readFolder(resolve(PROGRAMS, '../rehearsals/programs/lessons')),
};

// oxlint-disable-next-line typescript/no-explicit-any -- a document is made wrong in one place
type Any = any;

/** The problems of a program in which one thing is wrong. */
function wrong(program: keyof typeof sources, change: (document: Any) => void) {
  const document = structuredClone(readSource(sources[program]).document) as Any;
  change(document);
  const { problems, document: sound } = checkSource(sourceOf(document as ProgramDocument));
  return { sound, problems: problems.map(({ path, code, severity }) => [path, code, severity]) };
}

/** The line that a problem names. */
const lineOf = (
  source: Readonly<Record<string, string>>,
  { file, line }: { file: string | null; line: number | null },
) => source[file ?? '']?.split('\n')[(line ?? 0) - 1];

test.each(Object.entries(sources))('%s has no mistake, in its files and as it is stored', (_, source) => {
  expect(checkSource(source).problems).toEqual([]);
  const document = readSource(source).document as ProgramDocument;
  expect(checkSource(sourceOf(document))).toEqual({ document, problems: [] });
});

describe.each<[keyof typeof sources, string, string, (document: Any) => void]>([
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/to/0',
    'unknown-role',
    ({ program }) => (program.conversation.queues.klo.ladder[0].to = ['klo-seniors']),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/role',
    'unknown-role',
    ({ program }) => (program.conversation.queues.klo.role = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/oversight/boss',
    'unknown-role',
    ({ program }) => (program.conversation.oversight.boss = 'all'),
  ],
  [
    'cdek',
    '/program/conversation/replies/escalateTo/0',
    'unknown-role',
    ({ program }) => (program.conversation.replies.escalateTo = ['x']),
  ],
  [
    'cdek',
    '/program/conversation/categories/0/queue',
    'unknown-queue',
    ({ program }) => (program.conversation.categories[0].queue = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/oversight/klo-senior/0',
    'unknown-queue',
    ({ program }) => (program.conversation.oversight['klo-senior'] = ['x']),
  ],
  [
    'cdek',
    '/program/conversation/queues/other',
    'unreachable-queue',
    ({ program }) => (program.conversation.queues.other = program.conversation.queues.support),
  ],
  [
    'cdek',
    '/program/conversation/intake/fallbackCategory',
    'unknown-category',
    ({ program }) => (program.conversation.intake.fallbackCategory = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/attachments/0',
    'unknown-file-kind',
    ({ program }) => (program.conversation.attachments = ['exe']),
  ],
  [
    'cdek',
    '/program/conversation/greeting/0',
    'unknown-text',
    ({ program }) => (program.conversation.greeting = ['baner', 'banner', 'greeting']),
  ],
  [
    'cdek',
    '/program/conversation/categories/4',
    'twice',
    ({ program }) => program.conversation.categories.push(program.conversation.categories[0]),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/1/after',
    'out-of-order',
    ({ program }) => (program.conversation.queues.klo.ladder[1].after = 'PT10M'),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/after',
    'not-positive',
    ({ program }) => (program.conversation.queues.klo.ladder[0].after = 'PT0S'),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/to',
    'empty-escalation',
    ({ program }) => (program.conversation.queues.klo.ladder[0].to = ['klo']),
  ],
  [
    'cdek',
    '/program/conversation/replies/escalateAfter',
    'out-of-order',
    ({ program }) => (program.conversation.replies.escalateAfter = 'PT9M'),
  ],
  [
    'cdek',
    '/program/conversation/intake/abandonedAfter',
    'out-of-order',
    ({ program }) => (program.conversation.intake.abandonedAfter = 'PT10M'),
  ],
  ['cdek', '/program/timeZone', 'unknown-time-zone', ({ program }) => (program.timeZone = 'Europe/Moskow')],
  ['cdek', '/program/conversation/hours/week', 'never-open', ({ program }) => (program.conversation.hours.week = {})],
  [
    'cdek',
    '/program/conversation/hours/dates/2031-02-30',
    'no-date',
    ({ program }) => (program.conversation.hours.dates = { '2031-02-30': [] }),
  ],
  [
    'cdek',
    '/program/conversation/identification/check/pattern',
    'no-pattern',
    ({ program }) => (program.conversation.identification.check = { kind: 'pattern', pattern: '(' }),
  ],
  [
    'cdek',
    '/texts/ru/texts/absence-reply',
    'unknown-value',
    ({ texts }) => (texts.ru.texts['absence-reply'] = 'до {until}, {name}'),
  ],
  ['cdek', '/texts/ru/texts/greeting', 'malformed-text', ({ texts }) => (texts.ru.texts.greeting = 'Добрый день! {')],
  ['cdek', '/texts/en/labels/roles', 'no-label', ({ texts }) => delete texts.en.labels.roles.klo],
  [
    'cdek',
    '/texts/en/labels/roles/support',
    'same-label',
    ({ texts }) => (texts.en.labels.roles.support = texts.en.labels.roles.klo),
  ],
  ['cdek', '/texts', 'no-texts', ({ texts }) => delete texts.ru],
  ['cdek', '/program/staffLocales', 'no-texts', ({ texts }) => delete texts.en],
  [
    'lessons',
    '/program/tickets/hours/holidays/0',
    'unknown-holidays',
    ({ program }) => (program.tickets.hours.holidays = ['moon']),
  ],
  ['lessons', '/holidays/school', 'wrong-holidays', ({ holidays }) => (holidays.school.days[0].date = '2031-02-30')],
  [
    'filkhedma',
    '/program/tickets/types/not-paid/team',
    'unknown-role',
    ({ program }) => (program.tickets.types['not-paid'].team = 'x'),
  ],
  [
    'filkhedma',
    '/program/tickets/types/not-paid/results',
    'no-results',
    ({ program }) => (program.tickets.types['not-paid'].results = []),
  ],
  [
    'filkhedma',
    '/program/servicePackage/chase/ticket',
    'unknown-ticket-type',
    ({ program }) => (program.servicePackage.chase.ticket = 'x'),
  ],
  [
    'filkhedma',
    '/program/servicePackage/results/usedUp',
    'unknown-result',
    ({ program }) => (program.servicePackage.results.usedUp = 'x'),
  ],
  [
    'filkhedma',
    '/program/servicePackage/access/cancel',
    'no-role',
    ({ program }) => (program.servicePackage.access.cancel = []),
  ],
  [
    'filkhedma',
    '/program/servicePackage/validity/calls/1/day',
    'out-of-order',
    ({ program }) => (program.servicePackage.validity.calls[1].day = 1),
  ],
  [
    'filkhedma',
    '/program/servicePackage/validity/calls/1/day',
    'after-grace',
    ({ program }) => (program.servicePackage.validity.calls[1].day = 15),
  ],
  [
    'filkhedma',
    '/program/servicePackage/cancellation/refund',
    'more-than-whole',
    ({ program }) => (program.servicePackage.cancellation.refund = { numerator: 3, denominator: 2 }),
  ],
  [
    'filkhedma',
    '/program/servicePackage/booking/farAhead/refuseBeyondDays',
    'out-of-order',
    ({ program }) => (program.servicePackage.booking.farAhead.refuseBeyondDays = 1),
  ],
  ['filkhedma', '/program/servicePackage', 'no-tickets', ({ program }) => delete program.tickets],
  [
    'filkhedma',
    '/texts/ar/texts/payment-link',
    'unknown-value',
    ({ texts }) => (texts.ar.texts['payment-link'] = '{link}'),
  ],
])('%s: %s', (program, path, code, change) => {
  test(`${code}: it never starts and never publishes`, () => {
    const { sound, problems } = wrong(program, change);
    expect(sound).toBeNull();
    expect(problems).toContainEqual([path, code, 'error']);
  });
});

describe('its form', () => {
  test.each<[string, string, (document: Any) => void]>([
    ['/program/conversation', 'missing', ({ program }) => delete program.conversation.greeting],
    ['/program/conversation/greetings', 'unknown-field', ({ program }) => (program.conversation.greetings = [])],
    [
      '/program/conversation/queues/klo/ladder/0/after',
      'unfit',
      ({ program }) => (program.conversation.queues.klo.ladder[0].after = '10 min'),
    ],
    [
      '/program/conversation/queues/klo/ladder/0/after',
      'unfit',
      ({ program }) => (program.conversation.queues.klo.ladder[0].after = 'P1D'),
    ],
    [
      '/program/conversation/queues/klo/ladder/0',
      'missing',
      ({ program }) => delete program.conversation.queues.klo.ladder[0].to,
    ],
    ['/program/conversation/attendedBy', 'unfit', ({ program }) => (program.conversation.attendedBy = 'rolle')],
    [
      '/program/conversation/queues/Bad name',
      'unknown-field',
      ({ program }) => (program.conversation.queues['Bad name'] = {}),
    ],
    ['/program/name', 'unfit', ({ program }) => (program.name = '../x')],
    [
      '/program/conversation/oversight/director',
      'unfit',
      ({ program }) => (program.conversation.oversight.director = 3),
    ],
  ])('%s: %s', (path, code, change) => {
    expect(wrong('cdek', change).problems).toContainEqual([path, code, 'error']);
  });

  test.each([null, [], 'x', 1, {}])('%j is no document, and no crash', (value) => {
    const { document, problems } = checkSource({ 'program.yaml': JSON.stringify(value) });
    expect(document).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('what a person reads', () => {
  test('names the file, the line and what would fit', () => {
    const source = { ...sources.cdek };
    source['program.yaml'] = `${source['program.yaml']}`.replace('attendedBy: role', 'attendedBy: rolle');
    const [problem] = checkSource(source).problems;
    expect(problem).toMatchObject({ file: 'program.yaml', text: 'is "rolle", but must be one of name, role' });
    expect(lineOf(source, problem ?? { file: null, line: null })).toContain('attendedBy: rolle');
  });

  test('a step that is written once and used again is told at its place', () => {
    const source = { ...sources.cdek };
    source['program.yaml'] = `${source['program.yaml']}`.replace('text: no-answer-in-hours', 'text: no-answer');
    const { problems } = checkSource(source);
    expect(problems.filter(({ code }) => code === 'unknown-text').map((one) => lineOf(source, one))).toContainEqual(
      expect.stringContaining('no-answer'),
    );
  });

  test('a file that cannot be read is told where, and one that does not belong here', () => {
    expect(checkSource({ ...sources.cdek, 'program.yaml': 'name: cdek\nroles: [' }).problems[0]).toMatchObject({
      ...{ code: 'yaml', file: 'program.yaml' },
    });
    expect(checkSource({ ...sources.cdek, 'notes.txt': '' }).problems[0]).toMatchObject({ code: 'unknown-file' });
    const twice = checkSource({ ...sources.cdek, 'program.yaml': `${sources.cdek['program.yaml']}\nname: other\n` });
    expect(twice.problems[0]).toMatchObject({ code: 'yaml' });
  });

  test('holidays that end soon are a warning, by the day of the check', () => {
    const codes = (now: string) => checkSource(sources.lessons, now).problems.map(({ code }) => code);
    expect(codes('2030-12-30T00:00:00.000Z')).toEqual([]);
    expect(codes('2031-01-01T00:00:00.000Z')).toEqual(['holidays-end']);
  });

  test('a text that no rule names is a warning, which stops nothing', () => {
    const { sound, problems } = wrong('cdek', ({ texts }) => (texts.ru.texts.old = 'Раньше'));
    expect(sound).not.toBeNull();
    expect(problems).toEqual([['/texts/ru/texts/old', 'unused-text', 'warning']]);
  });
});

// The form of a document, and what a person reads of a mistake in it.
import { describe, expect, test } from '@jest/globals';
import { checkSource } from '../../programs/check.ts';
import { withHolidays } from '../../programs/holidays.ts';
import { type Any, lineOf, sources, wrong } from './wrong-documents.ts';

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

/** Nine lists, each of ten times the one before. */
function bomb(): string {
  const line = (place: number) => `a${place + 1}: &a${place + 1} [${Array(10).fill(`*a${place}`).join(', ')}]`;
  return ['a0: &a0 [x]', ...Array.from({ length: 8 }, (_, place) => line(place))].join('\n');
}

describe('what a person reads', () => {
  test('names the file, the line and what would fit', () => {
    const source = { ...sources.cdek };
    source['program.yaml'] = `${source['program.yaml']}`.replace('attendedBy: role', 'attendedBy: rolle');
    const [problem] = checkSource(source).problems;
    expect(problem).toMatchObject({ file: 'program.yaml', text: 'is "rolle", but must be one of name, role' });
    expect(lineOf(source, problem ?? { file: null, line: null })).toContain('attendedBy: rolle');
  });

  test.each([
    ['an alias without its anchor', 'name: *x'],
    ['a part that holds itself', 'name: cdek\nroles: &roles [*roles]'],
    ['aliases that grow without end', bomb()],
    ['a key that is a list', '? [a, b]\n: 1'],
  ])('%s cannot be read, and is told', (_, text) => {
    const source = withHolidays({ ...sources.cdek, 'program.yaml': text });
    expect(checkSource(source)).toMatchObject({ document: null, problems: [{ code: 'yaml', file: 'program.yaml' }] });
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

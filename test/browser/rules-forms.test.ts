// What the forms of the page Rules write, and how differences are said. Without a browser.
import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Say, wordsOf } from '../../web/src/console/rules/difference-words.ts';
import { documentOf } from '../../web/src/console/rules/document.ts';
import { laidOn } from '../../web/src/console/rules/lay-on.ts';
import { changedParts, lineDiff } from '../../web/src/console/rules/line-diff.ts';
import { keysAt, placeAtEnd, referenceAt, type Schema, valuesAt } from '../../web/src/console/rules/schema-place.ts';
import { spokenPeriod } from '../../web/src/console/data/spoken-period.ts';
import { type Path, readYaml, withValue } from '../../web/src/console/rules/yaml-edit.ts';
import { ProgramDocument } from '../../domain/document/program.ts';
import { ar, en, ru } from './console-texts.ts';

const folder = join(import.meta.dirname, '../../programs/cdek');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const rules = read('program.yaml');
const files = { 'program.yaml': rules, 'texts.ru.yaml': read('texts.ru.yaml'), 'texts.en.yaml': read('texts.en.yaml') };
const klo = ['conversation', 'queues', 'klo', 'ladder'];

/** The lines that an edit changes, with their signs. */
function linesOf(before: string, after: string): string[] {
  const signs = { same: ' ', gone: '-', new: '+' };
  return changedParts(lineDiff(before, after), 0)
    .flat()
    .map(({ kind, text }) => `${signs[kind]}${text.trim()}`);
}

const edited = (path: Path, value: unknown) => linesOf(rules, withValue(rules, path, value));

describe('a form changes only its own lines', () => {
  test('a value', () => {
    expect(edited([...klo, 0, 'after'], 'PT12M')).toEqual([
      '-- { kind: escalate, after: PT10M, to: [klo-senior, support], overdue: true, rule: CDEK-13 }',
      '+- { kind: escalate, after: PT12M, to: [klo-senior, support], overdue: true, rule: CDEK-13 }',
    ]);
  });

  test('a list, in the form that it had', () => {
    const openings = [
      { opens: '08:00', closes: '12:00' },
      { opens: '13:00', closes: '19:00' },
    ];
    expect(edited(['conversation', 'hours', 'week', 'monday'], openings)).toEqual([
      '-monday: [{ opens: 09:00, closes: 19:00 }]',
      '+monday: [{ opens: 08:00, closes: 12:00 }, { opens: 13:00, closes: 19:00 }]',
    ]);
  });

  test('something new, and something that goes', () => {
    expect(edited(['conversation', 'hours', 'dates', '2031-12-31'], [])).toEqual(['+dates:', '+2031-12-31: []']);
    expect(edited([...klo, 0], undefined)).toHaveLength(1);
  });

  test('a step that several queues share changes for one of them', () => {
    const after = (text: string, queue: string, place: number) =>
      documentOf({ 'program.yaml': text }).program?.conversation?.queues?.[queue]?.ladder?.[place]?.after;
    const ofOwner = withValue(rules, [...klo, 1, 'after'], 'PT12M');
    expect([after(ofOwner, 'klo', 1), after(ofOwner, 'support', 0)]).toEqual(['PT12M', 'PT30M']);
    const ofUser = withValue(rules, ['conversation', 'queues', 'support', 'ladder', 0, 'after'], 'PT12M');
    expect([after(ofUser, 'klo', 1), after(ofUser, 'support', 0)]).toEqual(['PT30M', 'PT12M']);
    expect(linesOf(rules, ofUser)).toHaveLength(2);
  });

  test('a name that looks like a number stays a name', () => {
    expect(readYaml(withValue('labels: { a: x }\n', ['labels', 14], 'y'))).toEqual({ labels: { a: 'x', '14': 'y' } });
  });

  test('a text that is no YAML stays as it is', () => {
    expect(withValue('a: [', ['a'], 1)).toBe('a: [');
  });
});

test('a draft is laid on a newer version: both changes stay', () => {
  const newer = { ...files, 'program.yaml': withValue(rules, ['country'], 'KZ') };
  const laid = laidOn(newer, [
    { path: '/program/conversation/queues/klo/ladder/0/after', before: 'PT10M', after: 'PT12M' },
    { path: '/program/conversation/dispositions/0', before: { disposition: 'cod-reset', ownText: false } },
    { path: '/texts/ru/texts/banner', before: 'a', after: 'Добрый день' },
    { path: '/texts/kk', after: { title: 'CDEK' } },
    { path: '/holidays', after: { russia: {} } },
  ]);
  const { program, texts } = documentOf(laid);
  expect(program).toMatchObject({ country: 'KZ' });
  expect(program?.conversation?.queues?.['klo']?.ladder?.[0]?.after).toBe('PT12M');
  expect(program?.conversation?.dispositions?.[0]).toMatchObject({ disposition: 'waybill' });
  expect(texts['ru']?.texts?.['banner']).toBe('Добрый день');
  expect(laid).toMatchObject({ 'texts.kk.yaml': 'title: CDEK\n' });
  expect(laid['program.yaml']).toContain('# CDEK-13');
});

describe('a difference in words', () => {
  const textAt = (key: string): unknown =>
    key.split('.').reduce((part: unknown, name) => (part as Record<string, unknown> | undefined)?.[name], en);
  const say = {
    t: (key: string, values: Record<string, unknown> = {}) =>
      `${textAt(key)}`.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => `${values[name]}`),
    isText: (key: string) => typeof textAt(key) === 'string',
    language: 'en',
    duration: (iso: string) => iso.toLowerCase(),
    listed: (names: readonly string[]) => names.join(' and '),
    languageName: (locale: string) => locale,
    document: documentOf(files),
  } as unknown as Say;
  const words = (path: string, before?: unknown, after?: unknown) => {
    const said = wordsOf({ path, before, after }, say);
    return [said.place, said.before, said.after];
  };

  test.each<[string, unknown, unknown, unknown[]]>([
    [
      '/program/conversation/queues/klo/ladder/0/after',
      'PT10M',
      'PT12M',
      ['First escalation of KLO managers', 'pt10m', 'pt12m'],
    ],
    [
      '/program/conversation/queues/klo/ladder/0/to',
      ['support'],
      ['support', 'director'],
      [
        'First escalation of KLO managers › also goes to',
        'Support managers',
        'Support managers and Executive director',
      ],
    ],
    ['/program/conversation/hours/week/sunday', [], undefined, ['Chat › Opening hours › Sunday', 'closed', null]],
    [
      '/program/conversation/hours/week/sunday',
      undefined,
      [{ opens: '09:00', closes: '12:00' }],
      ['Chat › Opening hours › Sunday', null, '09:00–12:00'],
    ],
    ['/texts/ru/texts/banner', 'a b', '', ['Texts (ru) › Texts › banner', '“a b”', '“”']],
    [
      '/program/conversation/questions/1/check/kind',
      'inn',
      'none',
      ['Chat › Questions before the category › 2 › accepted', 'taxpayer number', 'any text'],
    ],
    [
      '/program/conversation/questions/0/check',
      { kind: 'none' },
      { kind: 'pattern', pattern: '[A-Z]{2}' },
      ['Chat › Questions before the category › 1 › accepted', 'any text', 'fits a pattern: “[A-Z]{2}”'],
    ],
    ['/program/publishing/secondPerson', undefined, true, ['Publishing › second person required', null, 'yes']],
  ])('%s', (path, before, after, expected) => {
    expect(words(path, before, after)).toEqual(expected);
  });
});

describe('what fits at a place of the text', () => {
  const schema = (JSON.parse(JSON.stringify(ProgramDocument)) as Schema).properties?.['program'] as Schema;
  const at = (...lines: string[]) => placeAtEnd(lines);
  const labels = (offers: readonly { label: string }[]) => offers.map(({ label }) => label);

  test('keys of a map, by indentation', () => {
    const place = at('name: cdek', 'conversation:', '  hours:', '    week:', '      mo');
    expect(place).toEqual({ path: ['conversation', 'hours', 'week'], isValue: false, from: 6 });
    expect(labels(keysAt(schema, place.path))).toContain('monday');
    expect(labels(keysAt(schema, at('conversation:', '  hours:', '  ').path))).toContain('queues');
    expect(labels(keysAt(schema, at('').path))).toContain('timeZone');
  });

  test('keys and values of an item on one line', () => {
    const lines = ['conversation:', '  queues:', '    klo:', '      ladder:', '        # CDEK-13'];
    const item = at(...lines, '        - { kind: escalate, aft');
    expect(item.path).toEqual(['conversation', 'queues', 'klo', 'ladder', null]);
    expect(labels(keysAt(schema, item.path))).toEqual(expect.arrayContaining(['after', 'inHours']));
    const kind = at(...lines, '        - { kind: ');
    expect(kind).toMatchObject({ isValue: true, path: [...item.path, 'kind'] });
    expect(labels(valuesAt(schema, kind.path))).toEqual(['escalate', 'say', 'notify']);
    expect(referenceAt(schema, at(...lines, '        - { kind: escalate, to: [').path)).toBe('roles');
  });

  test('values of a key', () => {
    const place = at('conversation:', '  attendedBy: ro');
    expect(place).toMatchObject({ path: ['conversation', 'attendedBy'], isValue: true });
    expect(labels(valuesAt(schema, place.path))).toEqual(['name', 'role']);
    expect(referenceAt(schema, at('conversation:', '  categoryPrompt: ').path)).toBe('texts');
  });
});

test('a line diff', () => {
  expect(linesOf('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual(['-b', '+x', '+d']);
  expect(lineDiff('a\nb', 'b').map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ['gone', 1, null],
    ['same', 2, 1],
  ]);
  expect(changedParts(lineDiff('a\nb', 'a\nb'))).toEqual([]);
});

test.each([
  ['P1Y', '1 year', '1 год', 'سنة'],
  ['P2Y6M', '2 years and 6 months', '2 года и 6 месяцев', '6 أشهر'],
  ['P90D', '90 days', '90 дней', '90 يومًا'],
])('CDEK-23 %s is said in words', (iso, english, russian, arabic) => {
  expect(spokenPeriod(iso, 'en')).toBe(english);
  expect(spokenPeriod(iso, 'ru')).toBe(russian);
  expect(spokenPeriod(iso, 'ar')).toMatch(arabic);
  expect(spokenPeriod('PT10M', 'en')).toBeNull();
});

test.each([
  ['en', en],
  ['ru', ru],
  ['ar', ar],
] as const)('each kind of mistake is a sentence: %s', (_, { rulesPage: { codes } }) => {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('{programs/checks/*.ts,test/programs/check*.test.ts}', { cwd: root });
  const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const named = new Set(
    [
      ...text.matchAll(/(?:code: |'\/[^']*',\s*)'([a-z]+(?:-[a-z]+)*)'/g),
      ...text.matchAll(/report\.(?:error|warning)\([^;`]*?,\s*'([a-z]+(?:-[a-z]+)+)'/g),
    ].map(([, code]) => `${code}`),
  );
  expect(named.size).toBeGreaterThan(20);
  expect([...named].filter((code) => !Object.hasOwn(codes, code))).toEqual([]);
});

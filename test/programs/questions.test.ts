// The questions of an intake: a wrong list never starts and never publishes.
import { describe, expect, test } from '@jest/globals';
import { mistakeOfPattern } from '../../programs/checks/pattern.ts';
import { programOf } from '../../programs/compile.ts';
import { readSource } from '../../programs/source.ts';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { type Any, sources, wrong } from './wrong-documents.ts';

const QUESTIONS = [
  { id: 'parcel', prompt: 'greeting', check: { kind: 'pattern', pattern: '[A-Z]{2}\\d{6}' } },
  { id: 'payer', prompt: 'category-prompt', check: { kind: 'inn' } },
];

/** cdek with two questions, and one thing wrong in them. */
const asking = (change: (conversation: Any, document: Any) => void) =>
  wrong('cdek', (document) => {
    const { conversation } = document.program;
    delete conversation.identification;
    conversation.questions = structuredClone(QUESTIONS);
    for (const { labels } of Object.values(document.texts) as Any[]) labels.questions = { parcel: 'A', payer: 'B' };
    change(conversation, document);
  });

test('a sound list has no mistake and comes into the policy as it is written', () => {
  const { sound, problems } = asking(() => undefined);
  expect(problems).toEqual([]);
  expect(sound && programOf(sound, 1).conversation?.questions).toEqual(QUESTIONS);
  expect(asking((conversation) => (conversation.questions = [])).problems).toEqual([]);
});

test('the earlier form stays as it is', () => {
  const { conversation } = programOf(readSource(sources.cdek).document as ProgramDocument, 1);
  expect(Object.keys(conversation ?? {})).not.toContain('questions');
});

test.each<[string, string, (conversation: Any, document: Any) => void]>([
  ['', 'missing', (conversation) => delete conversation.questions],
  ['/identification', 'twice', (conversation) => (conversation.identification = null)],
  ['/questions/1/id', 'unfit', (conversation) => (conversation.questions[1].id = 'Payer')],
  ['/questions/1', 'twice', (conversation) => (conversation.questions[1].id = 'parcel')],
  ['/questions/1', 'missing', (conversation) => delete conversation.questions[1].prompt],
  ['/questions/1/prompt', 'unknown-text', (conversation) => (conversation.questions[1].prompt = 'no-such')],
  ['/questions/1/check', 'unfit', (conversation) => (conversation.questions[1].check = { kind: 'phone' })],
  [
    '/questions/0/check/pattern',
    'no-pattern',
    (conversation) => (conversation.questions[0].check = { kind: 'pattern', pattern: '[A-Z' }),
  ],
  [
    '/questions/0/check/pattern',
    'slow-pattern',
    (conversation) => (conversation.questions[0].check = { kind: 'pattern', pattern: '(\\d+)+' }),
  ],
  ['/intake/answers', 'out-of-order', (conversation) => (conversation.intake.answers = 2)],
])('%s: %s', (path, code, change) => {
  const { sound, problems } = asking(change);
  expect(sound).toBeNull();
  expect(problems).toContainEqual([`/program/conversation${path}`, code, 'error']);
});

test.each(['ru', 'en', 'ar'])('each question has a name in %s, and no two the same', (locale) => {
  const without = asking((_, { texts }) => delete texts[locale].labels.questions.payer);
  expect(without.problems).toContainEqual([`/texts/${locale}/labels/questions`, 'no-label', 'error']);
  const same = asking((_, { texts }) => (texts[locale].labels.questions.payer = 'A'));
  expect(same.problems).toContainEqual([`/texts/${locale}/labels/questions/payer`, 'same-label', 'error']);
});

describe('a pattern that takes too long', () => {
  test.each([
    '(a+)+',
    '(a|a)*',
    '(?:a?){40}a{40}',
    `${'a?'.repeat(60)}a{60}`,
    '(\\w+\\s?)*',
    '.*.*.*.*x',
    `${'(a|a)'.repeat(30)}b`,
    '(?<word>[a-z]{1,9}-?)+',
    '(a{1,5}){1,30}b',
  ])('%s is refused', (pattern) => {
    expect(mistakeOfPattern(pattern)?.code).toBe('slow-pattern');
  });

  test.each([
    '\\d{10}|\\d{12}',
    'A-\\d{4}',
    '[A-Z]{1,3}-\\d+(?:-\\d{1,3})?',
    '(?:ab|cd|ef)-\\d{2,9}',
    '[(+*]{2}\\(\\d+\\)',
    '\\p{L}+ \\p{L}+',
    '(?:\\d{3}-){2}\\d{2}',
    '\\d*\\.?\\d*',
  ])('%s is not, and takes no time over the worst text', (pattern) => {
    expect(mistakeOfPattern(pattern)).toBeNull();
    const began = performance.now();
    for (const text of ['1'.repeat(199), 'A'.repeat(199), 'ab'.repeat(99), '-'.repeat(199)])
      new RegExp(`^(?:${pattern})$`, 'u').test(`${text}!`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('is refused in the earlier form too', () => {
    const { problems } = wrong('cdek', ({ program }) => {
      program.conversation.identification.check = { kind: 'pattern', pattern: '(a+)+' };
    });
    const path = '/program/conversation/identification/check/pattern';
    expect(problems).toContainEqual([path, 'slow-pattern', 'error']);
  });
});

// Which version of a program a running case speaks from.
import { expect, test } from '@jest/globals';
import type { Program } from '../../domain/program.ts';
import { renderChoices, renderText } from '../../programs/render.ts';
import { type Wording, wordingOf } from '../../programs/wording.ts';
import { cdek } from '../harness/programs.ts';

const version = (number: number, texts: Record<string, string>, changes: Partial<Program> = {}): Program => ({
  ...{ ...cdek, version: number, texts },
  ...changes,
});
const nothingElse = () => undefined;
const said = (wording: Wording, text: string, values = {}) => renderText(wording, { text, values });

test('the current words are said; a text that was renamed since keeps the words of the case’s own version', () => {
  const wording = wordingOf(version(2, { hello: 'new', welcome: 'x' }), version(1, { hello: 'old', bye: 'y' }), () => {
    throw new Error('both are known');
  });
  expect(said(wording, 'hello')).toBe('new');
  expect(said(wording, 'bye')).toBe('y');
});

test.each([
  ['in its own version', { pinned: ['terms'] }, {}],
  ['in the current version', {}, { pinned: ['terms'] }],
])('a text that is pinned %s stays as the case began with it', (_, own, current) => {
  const wording = wordingOf(
    version(2, { terms: 'new', price: 'new' }, current),
    version(1, { terms: 'old', price: 'old' }, own),
    nothingElse,
  );
  expect(said(wording, 'terms')).toBe('old');
  expect(said(wording, 'price')).toBe('new');
});

test('a text that neither version has comes from the newest that has it', () => {
  const own = version(1, {}, { pinned: ['lost'] });
  const wording = wordingOf(version(3, {}), own, (text) => version(2, { [text]: 'between' }));
  expect(said(wording, 'lost')).toBe('between');
  expect(() => said(wordingOf(version(3, {}), own, nothingElse), 'lost')).toThrow(RangeError);
});

test('a case of an unknown version says the current words, also of what is pinned', () => {
  const current = version(2, { terms: 'new' }, { pinned: ['terms'] });
  const wording = wordingOf(current, undefined, () => version(1, { bye: 'y' }));
  expect(said(wording, 'terms')).toBe('new');
  expect(said(wording, 'bye')).toBe('y');
});

test('words that need a value that the case does not fill in give way to its own', () => {
  const wording = wordingOf(version(2, { left: '{days} days' }), version(1, { left: '{visits} visits' }), nothingElse);
  expect(said(wording, 'left', { visits: 3 })).toBe('3 visits');
  expect(() => said(wording, 'left')).toThrow('visits');
});

test('a text is formatted in the language of the version that has it', () => {
  const other = version(2, {}, { locale: 'ar-EG' });
  const wording = wordingOf(other, version(1, { number: '{n, number}' }, { locale: 'ru' }), nothingElse);
  expect(said(wording, 'number', { n: 1.5 })).toBe('1,5');
});

test('choices are the case’s own', () => {
  if (cdek.conversation === undefined) throw new Error('cdek has conversations');
  const rating = { ...cdek.conversation.rating, scores: [1, 2, 3] };
  const current = version(2, {}, { conversation: { ...cdek.conversation, rating } });
  const scores = renderChoices(wordingOf(current, cdek, nothingElse), 'scores');
  expect(scores).toHaveLength(5);
  expect(renderChoices(wordingOf(current, undefined, nothingElse), 'scores')).toHaveLength(3);
});

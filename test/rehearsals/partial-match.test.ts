import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../rehearsals/runner/json.ts';
import { mismatches } from '../../rehearsals/runner/partial-match.ts';
import { unwanted } from '../../rehearsals/runner/unwanted.ts';

const answer: Json = {
  stage: 'waiting',
  overdue: true,
  rating: null,
  age: 3,
  at: '2031-03-03T07:10:15.000Z',
  items: [
    { id: 'm1', from: 'bot', text: 'Добрый день!', attachments: [] },
    { id: 'm2', from: 'customer', text: '7707083893', attachments: [{ name: 'a.pdf' }] },
    { id: 'm3', from: 'bot', text: 'Выберите', attachments: [{ name: 'b.pdf' }, { name: 'c.pdf' }] },
  ],
};

describe('what must be contained', () => {
  test.each<[string, Json]>([
    ['some fields', { stage: 'waiting', overdue: true }],
    ['null that is null', { rating: null }],
    ['a number', { age: 3 }],
    ['one element', { items: [{ from: 'bot', text: 'Выберите' }] }],
    ['elements in another order', { items: [{ id: 'm3' }, { id: 'm1' }] }],
    ['one element that serves twice', { items: [{ id: 'm3' }, { from: 'bot' }] }],
    ['an empty array fits any array', { items: [] }],
    ['a pattern', { items: [{ text: { matches: '^\\d{10}$' } }] }],
    ['a pattern found in the middle', { items: [{ text: { matches: 'день' } }] }],
    ['the same instant in another zone', { at: '2031-03-03T10:10:15+03:00' }],
    ['nested arrays', { items: [{ attachments: [{ name: 'c.pdf' }, { name: 'b.pdf' }] }] }],
    ['nothing asked', {}],
  ])('%s', (_, expected) => {
    expect(mismatches(expected, answer)).toEqual([]);
  });

  test.each<[string, Json, string]>([
    ['another text', { stage: 'closed' }, '$.stage'],
    ['a number is no text', { age: '3' }, '$.age'],
    ['true is not "true"', { overdue: 'true' }, '$.overdue'],
    ['null where something is', { stage: null }, '$.stage'],
    ['null where the field is missing', { nothing: null }, '$.nothing'],
    ['a field that every object inherits', { constructor: {} }, '$.constructor'],
    ['no element', { items: [{ from: 'agent' }] }, '$.items'],
    ['fields of two elements', { items: [{ id: 'm1', text: 'Выберите' }] }, '$.items'],
    ['an array where an object is', [{}], '$'],
    ['an empty array where there is none', { stage: [] }, '$.stage'],
    ['an object where text is', { stage: { a: 1 } }, '$.stage'],
    ['a pattern on a number', { age: { matches: '3' } }, '$.age'],
    ['a pattern that does not fit', { stage: { matches: '^wait$' } }, '$.stage'],
    ['another instant', { at: '2031-03-03T10:10:16+03:00' }, '$.at'],
  ])('%s is told with its place', (_, expected, place) => {
    expect(mismatches(expected, answer).map((one) => one.place)).toEqual([place]);
  });

  test('the difference to the nearest element is shown', () => {
    const [mismatch] = mismatches({ items: [{ id: 'm3', from: 'bot', text: 'Выберите!' }] }, answer);
    expect(mismatch?.expected).toBe('an element with {"id":"m3","from":"bot","text":"Выберите!"}');
    expect(mismatch?.actual).toContain('3 without it');
    expect(mismatch?.actual).toContain('nearest: $.items[2].text was "Выберите" instead of "Выберите!"');
  });

  test('a missing field is told as nothing, every difference is told', () => {
    expect(mismatches({ a: 1, stage: 'x' }, answer)).toEqual([
      { place: '$.a', expected: '1', actual: 'nothing' },
      { place: '$.stage', expected: '"x"', actual: '"waiting"' },
    ]);
  });
});

describe('what must not be contained', () => {
  test.each<[string, Json]>([
    ['a field', { stage: 'waiting' }],
    ['an element', { items: [{ text: 'Выберите' }] }],
    ['one of several elements', { items: [{ text: 'nowhere' }, { text: 'Выберите' }] }],
    ['one of a list of patterns', [{ stage: 'closed' }, { stage: 'waiting' }]],
    ['any array', { items: [] }],
  ])('%s that is there fails', (_, not) => {
    expect(unwanted(not, answer)).toHaveLength(1);
  });

  test.each<[string, Json]>([
    ['a field', { stage: 'closed' }],
    ['fields that are not there together', { stage: 'waiting', overdue: false }],
    ['none of several elements', { items: [{ text: 'nowhere' }, { text: 'never' }] }],
    ['fields of two elements', { items: [{ id: 'm1', text: 'Выберите' }] }],
  ])('%s that is not there passes', (_, not) => {
    expect(unwanted(not, answer)).toEqual([]);
  });

  test('in an answer that is a list itself, a list means none of its elements', () => {
    expect(unwanted([{ a: 1 }, { a: 2 }], [{ a: 2 }])).toHaveLength(1);
    expect(unwanted([{ a: 1 }], [{ a: 2 }])).toEqual([]);
  });
});

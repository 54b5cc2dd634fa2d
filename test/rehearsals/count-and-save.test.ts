import { describe, expect, test } from '@jest/globals';
import { miscounts } from '../../rehearsals/runner/count.ts';
import type { Json } from '../../rehearsals/runner/json.ts';
import { savedFrom } from '../../rehearsals/runner/saved.ts';

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

describe('count', () => {
  test.each([
    [{ items: 3 }],
    [{ '$.items': 3 }],
    [{ 'items[0].attachments': 0 }],
    [{ "items[?(@.from=='bot')]": 2 }],
    [{ 'items[*].attachments[*]': 3 }],
    [{ '$..attachments[*]': 3 }],
  ])('%j', (count) => {
    expect(miscounts(count, answer)).toEqual([]);
  });

  test('says how many there were', () => {
    expect(miscounts({ items: 2 }, answer)[0]).toMatchObject({ place: '$.items', expected: '2 of them' });
    expect(miscounts({ items: 2 }, answer)[0]?.actual).toMatch(/^3: /);
  });

  test.each([[{ stage: 7 }], [{ nowhere: 0 }], [{ 'items[?(': 1 }]])('%j counts no list', (count) => {
    expect(miscounts(count, answer)).toHaveLength(1);
  });

  test('an answer that is a list is counted at $', () => {
    expect(miscounts({ $: 2 }, [1, 2])).toEqual([]);
  });
});

describe('save', () => {
  test('keeps what is found, the first of several', () => {
    const { values, missing } = savedFrom(answer, {
      one: '$.items[0].id',
      bot: "$.items[?(@.from=='bot')].id",
      none: '$.rating',
    });
    expect([...values]).toEqual([
      ['one', 'm1'],
      ['bot', 'm1'],
      ['none', null],
    ]);
    expect(missing).toEqual([]);
  });

  test('a path that finds nothing is a failure', () => {
    const { values, missing } = savedFrom(answer, { id: '$.id' });
    expect(values.size).toBe(0);
    expect(missing).toEqual([{ place: '$.id', expected: 'something to save as id', actual: 'nothing' }]);
  });

  test.each<[Json]>([[null], ['text'], [3]])('an answer that is %j has nothing to save', (body) => {
    expect(savedFrom(body, { id: '$.id' }).missing).toHaveLength(1);
  });

  test('a filter runs no code', () => {
    const evil = "$.items[?(constructor.constructor('globalThis.broken = 1')())]";
    expect(savedFrom(answer, { id: evil }).missing).toHaveLength(1);
    expect(globalThis).not.toHaveProperty('broken');
  });
});

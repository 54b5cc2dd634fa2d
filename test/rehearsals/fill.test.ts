import { describe, expect, test } from '@jest/globals';
import { fill, FillError, fillPath, namesIn } from '../../rehearsals/runner/fill.ts';
import type { Json } from '../../rehearsals/runner/json.ts';

const names = new Map<string, Json>([
  ['id', 'c-1'],
  ['n', 3],
  ['yes', true],
  ['none', null],
  ['list', [1, 2]],
  ['odd', 'a b/c?d'],
]);

describe('filling names in', () => {
  test('everywhere, keeping the type where the whole text is one name', () => {
    const value = {
      a: '${id}',
      b: ['x ${id} ${n}', '${n}'],
      c: { '${id}': '${list}' },
      d: '${ yes }',
      e: '${none}',
      f: 7,
      g: null,
    };
    expect(fill(value, names)).toEqual({
      a: 'c-1',
      b: ['x c-1 3', 3],
      c: { 'c-1': [1, 2] },
      d: true,
      e: null,
      f: 7,
      g: null,
    });
  });

  test('a key such as __proto__ stays a key', () => {
    const value = JSON.parse('{"__proto__": {"admin": "${yes}"}}') as Json;
    expect(JSON.stringify(fill(value, names))).toBe('{"__proto__":{"admin":true}}');
  });

  test('a value in a path is escaped, a whole path is not', () => {
    expect(fillPath('/v1/conversations/${id}?text=${odd}', names)).toBe('/v1/conversations/c-1?text=a%20b%2Fc%3Fd');
    expect(fillPath('${link}', new Map([['link', '/v1/a?b=c']]))).toBe('/v1/a?b=c');
  });

  test.each([['${unknown}'], ['x ${unknown}'], ['x ${list}'], ['x ${none}'], ['${}']])(
    '%s cannot be filled in',
    (text) => {
      expect(() => fill(text, names)).toThrow(FillError);
    },
  );

  test('an unknown name is named', () => {
    expect(() => fill({ a: ['${unknown}'] }, names)).toThrow('${unknown} is unknown');
  });

  test('names are found once each, keys included', () => {
    expect(namesIn({ '${a}': ['${b} ${a}', { c: '${d}' }], e: 1 })).toEqual(['a', 'b', 'd']);
  });
});

// A pure function that remembers its answers gives the same ones (FK-23: the days around which a timetable is
// calculated).
import { expect, test } from '@jest/globals';
import { remembered } from '../../../domain/calendar/remembered.ts';

test('each pair of texts has its own answer, reckoned once', () => {
  const asked: string[] = [];
  const join = remembered((one, other) => {
    asked.push(`${one}/${other}`);
    return `${one}+${other}`;
  });
  const pairs = [
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'c'],
    ['c', 'b'],
  ] as const;
  for (let turn = 0; turn < 2; turn += 1) {
    expect(pairs.map(([one, other]) => join(one, other))).toEqual(['a+b', 'b+a', 'a+c', 'c+b']);
  }
  expect(asked).toEqual(['a/b', 'b/a', 'a/c', 'c/b']);
});

test('what was forgotten is reckoned again, to the same answer', () => {
  const double = remembered((one, other) => Number(one) * 2 + Number(other));
  const all = Array.from({ length: 5_000 }, (_, place) => `${place}`);
  const answers = () => all.map((one) => double(one, '1'));
  expect(answers()).toEqual(answers());
});

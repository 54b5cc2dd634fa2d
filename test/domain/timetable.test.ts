// The order in which people see their tasks.
import { expect, test } from '@jest/globals';
import { byDueTime, type Todo } from '../../domain/timetable.ts';

const todo = (what: string, dueAt: string | null): Todo => ({
  ...{ what, by: ['klo'], dueAt: dueAt as Todo['dueAt'], overdue: false, rule: null, subject: null },
});
const EARLY = '2031-03-03T07:00:00.000Z';
const LATE = '2031-03-03T08:00:00.000Z';

test('what is to be done at once comes first, then what is due first; what is due together stays as it was', () => {
  const todos = [
    todo('late-1', LATE),
    todo('soon-1', null),
    todo('early', EARLY),
    todo('late-2', LATE),
    todo('soon-2', null),
  ];
  const order = (given: readonly Todo[]) => byDueTime(given).map(({ what }) => what);
  expect(order(todos)).toEqual(['soon-1', 'soon-2', 'early', 'late-1', 'late-2']);
  expect(order(todos.toReversed())).toEqual(['soon-2', 'soon-1', 'early', 'late-2', 'late-1']);
});

// A calendar may be closed for 400 days in a row; one more is a mistake in the policy.
import { describe, expect, test } from '@jest/globals';
import { daysLater } from '../../../domain/calendar/days.ts';
import { everyDay, nextOpening, type WorkingHours } from '../../../domain/calendar/working-hours.ts';
import { closingOnOrAfter, closingOnOrBefore, workingTimeLater } from '../../../domain/calendar/working-time.ts';

const today = '2031-03-03';
const noon = '2031-03-03T12:00:00.000Z';

/** Open from nine to five in UTC, but closed on several days in a row, starting this many days after today. */
function closedFor(days: number, from: number): WorkingHours {
  const holidays = Array.from({ length: days }, (_, day) => daysLater(today, from + day));
  return { ...everyDay('UTC', { opens: '09:00', closes: '17:00' }), holidays };
}

describe.each([
  ['the next opening', (days: number) => nextOpening(closedFor(days, 0), noon), 400, '2032-04-06T09:00:00.000Z'],
  [
    'the closing on or after',
    (days: number) => closingOnOrAfter(closedFor(days, 0), today),
    400,
    '2032-04-06T17:00:00.000Z',
  ],
  [
    'the closing on or before',
    (days: number) => closingOnOrBefore(closedFor(days, 1 - days), today),
    400,
    '2030-01-27T17:00:00.000Z',
  ],
  [
    'an hour of working time later',
    (days: number) => workingTimeLater(closedFor(days, -1), noon, 'PT1H'),
    400,
    '2032-04-05T10:00:00.000Z',
  ],
])('%s', (_, answer, days, expected) => {
  test('is found behind the longest time that a calendar may be closed', () => {
    expect(answer(days)).toBe(expected);
  });

  test('is a mistake one day later', () => {
    expect(() => answer(days + 1)).toThrow(RangeError);
  });
});

test('two closed times of that length do not add up', () => {
  const hours = closedFor(400, 1);
  const twice = { ...hours, holidays: [...hours.holidays, ...closedFor(400, 402).holidays] };
  expect(workingTimeLater(twice, noon, 'PT14H')).toBe('2033-05-13T10:00:00.000Z');
});

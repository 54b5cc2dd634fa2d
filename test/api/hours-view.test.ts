// How a program's opening hours are said: whole, and as one span a day for those who read only that.
import { expect, test } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { programHours } from '../../api/views/hours-view.ts';
import { Program } from '../../api/schemas/program.ts';
import type { WorkingHours } from '../../domain/calendar/working-hours.ts';

const morning = { opens: '09:00', closes: '13:00' };
const afternoon = { opens: '14:00', closes: '18:00' };
const night = { opens: '22:00', closes: '06:00' };
const late = { opens: '20:00', closes: '24:00' };

const hours: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: [[afternoon, morning], morning, null, [], [night, morning], [late, afternoon], [late, night]],
  dates: { '2031-12-31': [morning], '2031-05-08': [afternoon, morning], '2031-05-10': [] },
  holidays: ['2031-05-09', '2031-01-01'],
};

test('every opening is said, in order', () => {
  expect(programHours(hours).hours).toEqual({
    week: [[morning, afternoon], [morning], [], [], [morning, night], [afternoon, late], [late, night]],
    dates: [
      { date: '2031-05-08', openings: [morning, afternoon] },
      { date: '2031-05-10', openings: [] },
      { date: '2031-12-31', openings: [morning] },
    ],
    holidays: ['2031-05-09', '2031-01-01'],
  });
});

test('they have the form that the description of the API gives them', () => {
  const { hours: whole, workingWeek: spans } = Program.properties;
  const said = programHours(hours);
  expect([Compile(whole).Check(said.hours), Compile(spans).Check(said.workingWeek)]).toEqual([true, true]);
});

test('hours of older policies, without dates', () => {
  const { week, holidays, timeZone } = hours;
  expect(programHours({ week, holidays, timeZone }).hours?.dates).toEqual([]);
});

test('a program without conversations has none', () => {
  expect(programHours(undefined)).toEqual({ workingWeek: [], hours: null });
});

test('a week of spans goes from the first opening to the last closing, also after midnight', () => {
  expect(programHours(hours).workingWeek).toEqual([
    { opens: '09:00', closes: '18:00' },
    morning,
    null,
    null,
    { opens: '09:00', closes: '06:00' },
    { opens: '14:00', closes: '24:00' },
    { opens: '20:00', closes: '06:00' },
  ]);
});

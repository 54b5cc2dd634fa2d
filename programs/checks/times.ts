// Durations, dates and hours that a running case can keep.
import { Temporal } from 'temporal-polyfill/implementation';
import { isDate } from '../../domain/calendar/days.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { HolidayList } from '../../domain/document/holidays.ts';
import type { ProgramDocument, RulesDocument } from '../../domain/document/program.ts';
import { weekdays } from '../../domain/document/hours.ts';
import { holidayWarnings, mistakeIn } from '../holidays.ts';
import { expectKnown, type Report } from './report.ts';

type Path = readonly (string | number)[];
type Hours = NonNullable<RulesDocument['conversation']>['hours'];

export function checkTimes(report: Report, { program: rules, holidays = {} }: ProgramDocument, now?: Instant): void {
  checkHolidays(report, holidays, now);
  if (!isTimeZone(rules.timeZone))
    report.error(
      ['program', 'timeZone'],
      'unknown-time-zone',
      `\`${rules.timeZone}\` is no IANA time zone; an example is Europe/Moscow`,
    );
  const { conversation, tickets, servicePackage } = rules;
  if (conversation !== undefined) {
    checkHours(report, ['program', 'conversation', 'hours'], conversation.hours, holidays);
    checkOrder(
      report,
      ['program', 'conversation', 'replies', 'escalateAfter'],
      conversation.replies?.overdueAfter,
      conversation.replies?.escalateAfter,
    );
    checkOrder(
      report,
      ['program', 'conversation', 'intake', 'abandonedAfter'],
      conversation.intake?.after,
      conversation.intake?.abandonedAfter,
    );
  }
  if (tickets !== undefined) {
    checkHours(report, ['program', 'tickets', 'hours'], tickets.hours, holidays);
    ascending(report, ['program', 'tickets', 'backlog', 'bounds'], tickets.backlog.bounds.map(seconds));
  }
  if (servicePackage === undefined) return;
  checkPackageTimes(report, servicePackage);
  if (tickets !== undefined) checkLastChance(report, servicePackage.chase.lastChanceAt, tickets.hours);
}

function checkPackageTimes(report: Report, policy: NonNullable<RulesDocument['servicePackage']>): void {
  const path = ['program', 'servicePackage'];
  const { calls, graceDays } = policy.validity;
  ascending(
    report,
    [...path, 'validity', 'calls'],
    calls.map(({ day }) => day),
    'day',
  );
  calls.forEach(({ day }, index) => {
    if (day > graceDays)
      report.error(
        [...path, 'validity', 'calls', index, 'day'],
        'after-grace',
        `the call is on day ${day}, but the grace ends after ${graceDays} days`,
      );
  });
  const { farAhead } = policy.booking;
  if (farAhead !== undefined && farAhead.refuseBeyondDays < farAhead.confirmBeyondDays)
    report.error(
      [...path, 'booking', 'farAhead', 'refuseBeyondDays'],
      'out-of-order',
      'it is refused before it is asked about',
    );
  const { numerator, denominator } = policy.cancellation.refund;
  if (numerator > denominator)
    report.error([...path, 'cancellation', 'refund'], 'more-than-whole', 'more is paid back than was paid');
}

// The last call is made on that day, so its work has begun.
function checkLastChance(report: Report, lastChanceAt: string | undefined, { week }: Hours): void {
  if (lastChanceAt === undefined) return;
  for (const day of weekdays) {
    const [opens] = (week[day] ?? []).map((opening) => opening.opens).toSorted();
    if (opens !== undefined && lastChanceAt <= opens)
      report.error(
        ['program', 'servicePackage', 'chase', 'lastChanceAt'],
        'before-opening',
        `${lastChanceAt} is not after the opening at ${opens} on ${day}, so the last call cannot be made`,
      );
  }
}

/** @throws nothing: the form was checked before */
function seconds(duration: string): number {
  return Temporal.Duration.from(duration).total('seconds');
}

function checkOrder(report: Report, path: Path, first?: string, then?: string): void {
  if (first === undefined || then === undefined || seconds(first) < seconds(then)) return;
  report.error(path, 'out-of-order', `${then} is not after ${first}`);
}

function ascending(report: Report, path: Path, numbers: readonly number[], field?: string): void {
  numbers.forEach((number, index) => {
    const before = numbers[index - 1];
    const place = field === undefined ? [...path, index] : [...path, index, field];
    if (number <= 0) report.error(place, 'not-positive', 'it must be more than nothing');
    else if (before !== undefined && number <= before)
      report.error(place, 'out-of-order', 'it is not later than the one before');
  });
}

type Lists = NonNullable<ProgramDocument['holidays']>;

function checkHolidays(report: Report, lists: Lists, now?: Instant): void {
  for (const [name, list] of Object.entries(lists)) {
    const mistake = mistakeIn(list as HolidayList);
    if (mistake !== null) report.error(['holidays', name], 'wrong-holidays', mistake);
    for (const { code, text } of now === undefined ? [] : holidayWarnings(list as HolidayList, now))
      report.warning(['holidays', name], code, text);
  }
}

function checkHours(report: Report, path: Path, hours: Hours, lists: Lists): void {
  hours.holidays?.forEach((name, index) =>
    expectKnown(report, [...path, 'holidays', index], {
      ...{ name, known: Object.keys(lists), what: 'list of holidays', code: 'unknown-holidays' },
    }),
  );
  const days = weekdays.map((day) => hours.week[day] ?? []);
  if (days.every((openings) => openings.length === 0)) {
    report.error([...path, 'week'], 'never-open', 'no day is open');
    return;
  }
  for (const date of Object.keys(hours.dates ?? {})) {
    if (!isDate(date)) report.error([...path, 'dates', date], 'no-date', `there is no ${date}`);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name.includes('/');
  } catch {
    return false;
  }
}

import { Temporal } from 'temporal-polyfill/implementation';
import { type Instant, type LocalDate, toInstant } from './instant.ts';

/**
 * Local opening and closing time, `HH:MM`; the closing minute itself is outside. `24:00` is the end of the day; a closing
 * time that is not after the opening is on the next day (`22:00` to `06:00`; `07:00` to `07:00` is round the clock).
 */
export type DayHours = { opens: string; closes: string };

/** A week of opening hours in one time zone. A holiday is closed on any weekday; a shift belongs to its first day. */
export type WorkingHours = {
  timeZone: string;
  /** Monday first, seven entries; `null` is a closed day. */
  week: readonly (DayHours | null)[];
  holidays: readonly LocalDate[];
};

/** The opening of one day as instants; `until` is outside. */
export type Shift = { from: Instant; until: Instant };

// A calendar closed for longer than this is a mistake in the policy.
export const HORIZON_DAYS = 400;

/** True from the opening second up to the closing one, which is outside. */
export function isWithinWorkingHours(hours: WorkingHours, at: Instant): boolean {
  return shiftAt(hours, at) !== null;
}

/** The shift that contains an instant; `null` when it is closed then. */
export function shiftAt(hours: WorkingHours, at: Instant): Shift | null {
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  // Yesterday's shift may go on past midnight.
  const shifts = [today, today.subtract({ days: 1 })].map((day) => shift(hours, day));
  return shifts.find((one) => one !== null && one.from <= at && at < one.until) ?? null;
}

/**
 * The first opening strictly after an instant.
 * @throws RangeError when the calendar does not open within 400 days
 */
export function nextOpening(hours: WorkingHours, after: Instant): Instant {
  let date = Temporal.Instant.from(after).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let day = 0; day <= HORIZON_DAYS; day += 1, date = date.add({ days: 1 })) {
    const opening = shift(hours, date);
    if (opening !== null && opening.from > after) return opening.from;
  }
  throw new RangeError(`the calendar does not open within ${HORIZON_DAYS} days of ${after}`);
}

/** The same hours on all seven days, without holidays. */
export function everyDay(timeZone: string, day: DayHours): WorkingHours {
  return { timeZone, week: Array.from({ length: 7 }, () => day), holidays: [] };
}

/** The opening of a civil day, which may end on the next; `null` when that day is closed. */
export function shiftOn(hours: WorkingHours, date: LocalDate): Shift | null {
  return shift(hours, Temporal.PlainDate.from(date));
}

function shift(hours: WorkingHours, day: Temporal.PlainDate): Shift | null {
  const due = hoursOn(hours, day);
  if (due === null) return null;
  const from = onTheClock(hours, day, due.opens);
  const last = endsOnNextDay(due) ? day.add({ days: 1 }) : day;
  const until = onTheClock(hours, last, due.closes === '24:00' ? '00:00' : due.closes);
  // Where the clocks skip an hour, a shift of only that hour is empty.
  return from < until ? { from, until } : null;
}

function hoursOn(hours: WorkingHours, day: Temporal.PlainDate): DayHours | null {
  if (hours.holidays.includes(day.toString())) return null;
  return hours.week[day.dayOfWeek - 1] ?? null;
}

function endsOnNextDay(due: DayHours): boolean {
  return due.closes === '24:00' || due.closes <= due.opens;
}

// A skipped time moves forward by the gap; of a repeated time, the first counts.
function onTheClock(hours: WorkingHours, date: Temporal.PlainDate, time: string): Instant {
  const local = date.toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(time) });
  return toInstant(local.epochMilliseconds);
}

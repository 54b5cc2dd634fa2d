import { dateOf, dayAt, dayNumber, startOfDay, timeOfDay } from './days.ts';
import type { Instant, LocalDate } from './instant.ts';

/**
 * Local opening and closing time, `HH:MM`; the closing minute itself is outside. `24:00` is the end of the day; a closing
 * time that is not after the opening is on the next day (`22:00` to `06:00`; `07:00` to `07:00` is round the clock).
 */
export type DayHours = { opens: string; closes: string };

/**
 * Opening hours in one time zone. A day has any number of openings: `dates` decides first, then the holidays, which are
 * closed, then the week. An opening belongs to the day on which it begins, and an opening that overlaps or touches
 * another continues it.
 */
export type WorkingHours = {
  timeZone: string;
  /** Monday first, seven entries. A closed day is `null` or empty; older policies have one opening or none. */
  week: readonly (DayHours | readonly DayHours[] | null)[];
  /** Other hours on single days: half days, working Saturdays, closed days. */
  dates?: Readonly<Record<LocalDate, readonly DayHours[]>>;
  holidays: readonly LocalDate[];
};

/** An opening as instants; `until` is outside. */
export type Shift = { from: Instant; until: Instant };

// A calendar closed for longer than this is a mistake in the policy.
export const HORIZON_DAYS = 400;

// One that is open for longer than this without a break is taken as one that never closes.
const UNBROKEN_DAYS = 8;

const CLOSED: readonly DayHours[] = [];

/** True from the opening second up to the closing one, which is outside. */
export function isWithinWorkingHours(hours: WorkingHours, at: Instant): boolean {
  const today = dayAt(at, hours.timeZone);
  const contains = ({ from, until }: Shift) => from <= at && at < until;
  return shiftsOf(hours, today).some(contains) || shiftsPastMidnight(hours, today - 1).some(contains);
}

/**
 * When the present working hours end; `null` when it is closed at that instant. A calendar that does not close within
 * eight days ends with the shift of the last of them.
 */
export function openUntil(hours: WorkingHours, at: Instant): Instant | null {
  const { until } = presentHours(hours, at, dayAt(at, hours.timeZone));
  return until === at ? null : until;
}

/**
 * The first opening strictly after an instant. A shift that continues another one is no opening, unless the calendar
 * does not close within eight days: then it opens with each shift.
 * @throws RangeError when the calendar does not open within 400 days
 */
export function nextOpening(hours: WorkingHours, after: Instant): Instant {
  const today = dayAt(after, hours.timeZone);
  const { until, unbroken } = presentHours(hours, after, today);
  const closed = unbroken ? after : until;
  for (let day = today; day <= today + HORIZON_DAYS; day += 1) {
    const opening = shiftsOf(hours, day).find(({ from }) => from > closed);
    if (opening !== undefined) return opening.from;
  }
  throw new RangeError(`the calendar does not open within ${HORIZON_DAYS} days of ${after}`);
}

// Closed now, `until` is the instant itself. Only a shift that goes past midnight can be continued by the next day's.
function presentHours(hours: WorkingHours, at: Instant, today: number): { until: Instant; unbroken: boolean } {
  let until = reached(shiftsPastMidnight(hours, today - 1), at);
  for (let day = today; day <= today + UNBROKEN_DAYS; day += 1) {
    until = reached(shiftsOf(hours, day), until);
    const maySpill = hoursOn(hours, dateOf(day)).some(endsOnNextDay);
    if (!maySpill || until < startOfDay(dateOf(day + 1), hours.timeZone)) return { until, unbroken: false };
  }
  return { until, unbroken: true };
}

function reached(shifts: readonly Shift[], from: Instant): Instant {
  return shifts.reduce((until, shift) => (shift.from <= until && shift.until > until ? shift.until : until), from);
}

/** The same hours on all seven days, without holidays. */
export function everyDay(timeZone: string, day: DayHours): WorkingHours {
  return { timeZone, week: Array.from({ length: 7 }, () => day), holidays: [] };
}

/** The shifts of a civil day in order, the last of which may end on the next day; none when that day is closed. */
export function shiftsOn(hours: WorkingHours, date: LocalDate): readonly Shift[] {
  return shiftsOf(hours, dayNumber(date));
}

/** When the last shift of a civil day ends; `null` when that day is closed. */
export function closingOn(hours: WorkingHours, date: LocalDate): Instant | null {
  return shiftsOn(hours, date).at(-1)?.until ?? null;
}

/** The same by the day's number; openings that overlap or touch are one shift. */
export function shiftsOf(hours: WorkingHours, day: number): readonly Shift[] {
  const date = dateOf(day);
  const shifts = hoursOn(hours, date).flatMap((due) => shift(hours, date, due));
  return shifts.length < 2 ? shifts : united(shifts);
}

function shiftsPastMidnight(hours: WorkingHours, day: number): readonly Shift[] {
  const date = dateOf(day);
  return hoursOn(hours, date)
    .filter(endsOnNextDay)
    .flatMap((due) => shift(hours, date, due));
}

function hoursOn({ week, dates, holidays }: WorkingHours, date: LocalDate): readonly DayHours[] {
  const other = dates?.[date];
  if (other !== undefined) return other;
  // The first of January 1970 was a Thursday.
  return openingsOfWeekday(holidays.includes(date) ? null : (week[(((dayNumber(date) + 3) % 7) + 7) % 7] ?? null));
}

/** The openings of a day of the week, in the order in which they are written. */
export function openingsOfWeekday(due: WorkingHours['week'][number]): readonly DayHours[] {
  if (due === null) return CLOSED;
  return 'opens' in due ? [due] : due;
}

// Where the clocks skip an hour, an opening of only that hour is empty.
function shift({ timeZone }: WorkingHours, date: LocalDate, due: DayHours): Shift[] {
  const from = timeOfDay(date, due.opens, timeZone);
  const last = endsOnNextDay(due) ? dateOf(dayNumber(date) + 1) : date;
  const until = due.closes === '24:00' ? startOfDay(last, timeZone) : timeOfDay(last, due.closes, timeZone);
  return from < until ? [{ from, until }] : [];
}

/** True for an opening that ends at midnight or later. */
export function endsOnNextDay(due: DayHours): boolean {
  return due.closes === '24:00' || due.closes <= due.opens;
}

function united(shifts: readonly Shift[]): Shift[] {
  const joined: Shift[] = [];
  for (const next of shifts.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const before = joined.at(-1);
    if (before === undefined || before.until < next.from) joined.push({ ...next });
    else if (before.until < next.until) before.until = next.until;
  }
  return joined;
}

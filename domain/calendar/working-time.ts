import { Temporal } from 'temporal-polyfill/implementation';
import { dateOf, dayAt, dayNumber } from './days.ts';
import { type ExactDuration, type Instant, type LocalDate, millisecondsBetween, toInstant } from './instant.ts';
import { HORIZON_DAYS, shiftsOf, type WorkingHours } from './working-hours.ts';

/**
 * The end of working hours of a day, which is that of its last shift. If that day is closed, the nearest open day before it counts, because the work
 * must be done by then.
 * @throws RangeError when no day within 400 is open
 */
export function closingOnOrBefore(hours: WorkingHours, date: LocalDate): Instant {
  return closing(hours, date, -1);
}

/**
 * The end of working hours of a day. If that day is closed, the nearest open day after it counts, because the work may
 * not begin earlier.
 * @throws RangeError when no day within 400 is open
 */
export function closingOnOrAfter(hours: WorkingHours, date: LocalDate): Instant {
  return closing(hours, date, 1);
}

/**
 * A day, or the nearest open day before it.
 * @throws RangeError when no day within 400 is open
 */
export function openDayOnOrBefore(hours: WorkingHours, date: LocalDate): LocalDate {
  return dateOf(openDay(hours, date, -1).day);
}

function closing(hours: WorkingHours, from: LocalDate, step: 1 | -1): Instant {
  return openDay(hours, from, step).until;
}

function openDay(hours: WorkingHours, from: LocalDate, step: 1 | -1): { day: number; until: Instant } {
  const day = dayNumber(from);
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const last = shiftsOf(hours, day + days * step).at(-1);
    if (last !== undefined) return { day: day + days * step, until: last.until };
  }
  throw new RangeError(`the calendar is closed for ${HORIZON_DAYS} days around ${from}`);
}

/**
 * The first instant at which a duration of working time has passed: two hours from 20:00, open until 21:00 and again
 * from 09:00, end at 10:00. A zero duration ends at once, also at night.
 * @throws RangeError for a duration with days or longer, a negative one, or a calendar that does not open for 400 days
 */
export function workingTimeLater(hours: WorkingHours, at: Instant, duration: ExactDuration): Instant {
  let left = Temporal.Instant.fromEpochMilliseconds(0).add(duration).epochMilliseconds;
  if (left < 0) throw new RangeError(`working time cannot be ${duration}`);
  let counted = at;
  // The shift of the day before may still be running.
  let day = dayAt(at, hours.timeZone) - 1;
  for (let closed = 0; left > 0; day += 1) {
    if (closed > HORIZON_DAYS) throw new RangeError(`the calendar does not open within ${HORIZON_DAYS} days of ${at}`);
    const shifts = shiftsOf(hours, day);
    closed = shifts.length === 0 ? closed + 1 : 0;
    for (const shift of shifts) {
      if (left === 0 || shift.until <= counted) continue;
      // Shifts of two days may overlap; no minute is counted twice.
      const from = shift.from > counted ? shift.from : counted;
      const open = millisecondsBetween(from, shift.until);
      counted = open >= left ? toInstant(Date.parse(from) + left) : shift.until;
      left = Math.max(0, left - open);
    }
  }
  return counted;
}

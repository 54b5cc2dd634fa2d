// Owns opening hours: whether an instant lies in them and when they next begin. Refuses to know whose hours they are.
import { Temporal } from 'temporal-polyfill/implementation';
import { type Instant, type LocalDate, toInstant } from './instant.ts';

/** Local opening and closing time, `HH:MM`; the closing minute itself is outside. */
export type DayHours = { opens: string; closes: string };

/** A week of opening hours in one time zone. A holiday is closed whatever its weekday. */
export type WorkingHours = {
  timeZone: string;
  /** Monday first, seven entries; `null` is a closed day. */
  week: readonly (DayHours | null)[];
  holidays: readonly LocalDate[];
};

// A calendar closed for longer than this is a mistake in the policy, not a wait.
const HORIZON_DAYS = 400;

/** True from the opening second up to, not including, the closing one. */
export function isWithinWorkingHours(hours: WorkingHours, at: Instant): boolean {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(hours.timeZone);
  const day = hoursOn(hours, local.toPlainDate());
  if (day === null) return false;
  const instant = local.toInstant();
  return (
    Temporal.Instant.compare(start(hours, local.toPlainDate(), day.opens), instant) <= 0 &&
    Temporal.Instant.compare(instant, start(hours, local.toPlainDate(), day.closes)) < 0
  );
}

/**
 * The first opening strictly after an instant.
 * @throws RangeError when the calendar does not open within 400 days
 */
export function nextOpening(hours: WorkingHours, after: Instant): Instant {
  const from = Temporal.Instant.from(after);
  let date = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let day = 0; day <= HORIZON_DAYS; day += 1, date = date.add({ days: 1 })) {
    const opening = hoursOn(hours, date);
    if (opening === null) continue;
    const instant = start(hours, date, opening.opens);
    if (Temporal.Instant.compare(instant, from) > 0) return toInstant(instant.epochMilliseconds);
  }
  throw new RangeError(`the calendar does not open within ${HORIZON_DAYS} days of ${after}`);
}

/** The same hours on all seven days, without holidays. */
export function everyDay(timeZone: string, day: DayHours): WorkingHours {
  return { timeZone, week: Array.from({ length: 7 }, () => day), holidays: [] };
}

function hoursOn(hours: WorkingHours, date: Temporal.PlainDate): DayHours | null {
  if (hours.holidays.includes(date.toString())) return null;
  return hours.week[date.dayOfWeek - 1] ?? null;
}

function start(hours: WorkingHours, date: Temporal.PlainDate, time: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

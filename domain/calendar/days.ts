import { Temporal } from 'temporal-polyfill/implementation';
import { type Instant, type LocalDate, toInstant } from './instant.ts';
import { remembered } from './remembered.ts';

const DAY_MS = 86_400_000;

/** True for a day of the calendar, as `2031-03-03`. */
export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** The date some days later, or earlier for a negative number. */
export function daysLater(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same day some calendar months later, clipped to the month's end: 31 January → 28 or 29 February (FK-14). */
export function monthsLater(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
}

/** Whole days from one date to another, negative when the other is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** The first instant of a civil day. It is not always 00:00: clocks skip midnight in Cairo on 24 April 2026. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return start(timeZone, date);
}

const start = remembered((timeZone, date) =>
  toInstant(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds),
);

/** The instant at which a civil day ends and the next begins; it is no longer part of the day. */
export function endOfDay(date: LocalDate, timeZone: string): Instant {
  return startOfDay(daysLater(date, 1), timeZone);
}

/**
 * A local time of a civil day, `HH:MM`. A skipped time moves forward by the gap; of a repeated time, the first counts.
 */
export function timeOfDay(date: LocalDate, time: string, timeZone: string): Instant {
  return onTheClock(timeZone, `${date}T${time}`);
}

const onTheClock = remembered((timeZone, local) =>
  toInstant(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds),
);

/** A date as a number, the days since 1 January 1970: a walk over many days is quicker with numbers. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(date) / DAY_MS;
}

/** The date of such a number. */
export function dateOf(day: number): LocalDate {
  return toInstant(day * DAY_MS).slice(0, 10);
}

/** The civil day of an instant as a number. */
export function dayAt(at: Instant, timeZone: string): number {
  const milliseconds = Date.parse(at);
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
  return Math.floor((milliseconds + offsetNanoseconds / 1_000_000) / DAY_MS);
}

/** The later of two instants. */
export function latest(one: Instant, other: Instant): Instant {
  return one >= other ? one : other;
}

/** The earlier of two instants. */
export function earlier(one: Instant, other: Instant): Instant {
  return one <= other ? one : other;
}

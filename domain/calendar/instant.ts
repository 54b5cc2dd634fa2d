import { Temporal } from 'temporal-polyfill/implementation';

/** An instant, RFC 3339 in UTC with milliseconds (`2031-03-03T07:10:15.000Z`), so that text order is time order. */
export type Instant = string;

/** A civil date, `YYYY-MM-DD`; its time zone is said where it is used. */
export type LocalDate = string;

/** An ISO 8601 duration of exact time, such as `PT10M`; days and longer need a calendar and are refused. */
export type ExactDuration = string;

export function toInstant(at: Date | number): Instant {
  const milliseconds = Number(at);
  // One moment is asked for many times: by each reader of a live event.
  if (milliseconds !== latest.milliseconds) latest = { milliseconds, text: new Date(milliseconds).toISOString() };
  return latest.text;
}

let latest = { milliseconds: Number.NaN, text: '' };

/** The instant a duration later. @throws RangeError for a duration with days, months or years */
export function later(at: Instant, duration: ExactDuration): Instant {
  return toInstant(Temporal.Instant.from(at).add(duration).epochMilliseconds);
}

/** The civil date that people in a time zone call an instant's day. */
export function localDate(at: Instant, timeZone: string): LocalDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** True when `at` is on or before `other`. */
export function isDue(at: Instant, other: Instant): boolean {
  return at <= other;
}

export function millisecondsBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

// The program's time zone counts here, never the browser's.
import { Temporal } from 'temporal-polyfill/implementation';

/** `date` as `2026-12-01`, `time` as `10:00`; `null` for invalid values, also for a time that a clock change skips. */
export function instantAt(date: string, time: string, timeZone: string): string | null {
  const read = readTime(date, time, timeZone);
  return read === null || read.isSkipped ? null : read.at.toString({ fractionalSecondDigits: 3 });
}

/** True when the clocks skip this time, so that the day does not have it. */
export function isSkipped(date: string, time: string, timeZone: string): boolean {
  return readTime(date, time, timeZone)?.isSkipped === true;
}

function readTime(date: string, time: string, timeZone: string): { at: Temporal.Instant; isSkipped: boolean } | null {
  try {
    const plainTime = Temporal.PlainTime.from(time);
    const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime });
    return { at: zoned.toInstant(), isSkipped: !zoned.toPlainTime().equals(plainTime) };
  } catch {
    return null;
  }
}

/** Date and time of an instant in a zone, as form fields hold them. */
export function fieldsOfInstant(at: string | number, timeZone: string): { date: string; time: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime()).toZonedDateTimeISO(timeZone);
  return { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

export function daysLater(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Civil days of a zone from one instant to a later one. */
export function daysUntil(at: string, now: number, timeZone: string): number {
  const [from, to] = [now, at].map((one) => Temporal.PlainDate.from(fieldsOfInstant(one, timeZone).date));
  return from === undefined || to === undefined ? 0 : from.until(to, { largestUnit: 'days' }).days;
}

/** What cancelling a visit at an instant means (FK-18, FK-19). The server decides again by its own clock. */
export type Standing = 'free' | 'late' | 'same-day';

type Rules = { timeZone: string; freeChange: string; cutOff: 'visit-start' | 'visit-day' };

const WHOLE_DAY = 24;

/** The last instant at which changing a visit is free. A limit of a day or more ends before the visit's day. */
export function freeUntil(startsAt: string, { timeZone, freeChange, cutOff }: Rules): string {
  const { date } = fieldsOfInstant(startsAt, timeZone);
  const dayBegins = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();
  const from = cutOff === 'visit-start' ? Temporal.Instant.from(startsAt) : dayBegins;
  const before = Temporal.Duration.from(freeChange);
  const until = from.subtract(before);
  const isAhead = before.total('hours') < WHOLE_DAY || Temporal.Instant.compare(until, dayBegins) < 0;
  return (isAhead ? until : dayBegins.subtract({ milliseconds: 1 })).toString();
}

export function standingOf(startsAt: string, now: number, rules: Rules): Standing {
  if (now <= Date.parse(freeUntil(startsAt, rules))) return 'free';
  const { timeZone } = rules;
  return fieldsOfInstant(startsAt, timeZone).date === fieldsOfInstant(now, timeZone).date ? 'same-day' : 'late';
}

/** An ISO 8601 duration of hours and less, in milliseconds. */
export function durationMilliseconds(duration: string): number {
  return Temporal.Duration.from(duration).total('milliseconds');
}

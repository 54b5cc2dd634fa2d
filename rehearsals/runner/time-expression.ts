// The import is the implementation entry: the package's main one uses the machine's native Temporal where there is one.
import { Temporal } from 'temporal-polyfill/implementation';

/** A time that is unreadable or impossible. The message says what may be written. */
export class TimeExpressionError extends Error {
  override name = 'TimeExpressionError';
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;
const NEXT = /^next\s+([a-z]+)(?:\s+at)?\s+(\d{1,2}:\d{2}(?::\d{2})?)$/i;
const DAY_OF_START =
  /^day[-\s]of[-\s]start(?:\s*\+\s*(P[0-9A-Z.,]+))?(?:\s*\+?\s*(?:at\s+)?(\d{1,2}:\d{2}(?::\d{2})?))?$/i;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * The start of a scenario: an RFC 3339 instant, or the first `next <weekday> HH:MM` in the program's zone after `now`.
 * @throws TimeExpressionError when it cannot be read or is not after `now`
 */
export function resolveStart(expression: string, zone: string, now: Date): Date {
  const start = nextWeekday(expression, zone, now) ?? instant(expression);
  if (start === null) {
    throw new TimeExpressionError(
      `start "${expression}" is neither an instant such as 2031-03-03T10:00:00+03:00 nor such as "next monday 10:00"`,
    );
  }
  if (start <= now) {
    throw new TimeExpressionError(
      `start ${expression} must lie ahead: skipped time only moves forward from ${now.toISOString()}`,
    );
  }
  return start;
}

/**
 * The instant of a step: an ISO 8601 duration since the start (days and longer are calendar days of the program), an
 * RFC 3339 instant, or `day-of-start + P1D 09:00`, local time in the program's zone. A local time that a clock change
 * skips is moved later by the change; of a local time that happens twice the first is taken.
 * @throws TimeExpressionError
 */
export function resolveAt(expression: string, zone: string, start: Date): Date {
  const origin = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
  const found = sinceStart(expression, origin) ?? dayOfStart(expression, origin) ?? instant(expression);
  if (found === null) {
    throw new TimeExpressionError(
      `at "${expression}" is neither a duration such as PT10M, nor an instant such as 2031-03-03T10:00:00+03:00, nor such as "day-of-start + P1D 09:00"`,
    );
  }
  return found;
}

function nextWeekday(expression: string, zone: string, now: Date): Date | null {
  const [, name, clock] = NEXT.exec(expression) ?? [];
  if (name === undefined || clock === undefined) return null;
  const weekday = WEEKDAYS.findIndex((day) => name.length >= 3 && day.startsWith(name.toLowerCase())) + 1;
  if (weekday === 0) throw new TimeExpressionError(`"${name}" is no day of the week`);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const date = today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
  const first = atClock(date, clock, zone);
  return first > now ? first : atClock(date.add({ days: 7 }), clock, zone);
}

function sinceStart(expression: string, origin: Temporal.ZonedDateTime): Date | null {
  if (!/^\+?P/i.test(expression)) return null;
  return toDate(origin.add(duration(expression.replace('+', ''))));
}

function dayOfStart(expression: string, origin: Temporal.ZonedDateTime): Date | null {
  const found = DAY_OF_START.exec(expression);
  if (found === null) return null;
  const length = duration(found[1] ?? 'P0D');
  const exact = Temporal.Duration.from({ hours: length.hours, minutes: length.minutes, seconds: length.seconds });
  const date = origin
    .toPlainDate()
    .add({ years: length.years, months: length.months, weeks: length.weeks, days: length.days });
  if (found[2] === undefined) return toDate(date.toZonedDateTime({ timeZone: origin.timeZoneId }).add(exact));
  if (!exact.blank) throw new TimeExpressionError(`"${expression}" gives hours twice; use days and a time of day`);
  return atClock(date, found[2], origin.timeZoneId);
}

function atClock(date: Temporal.PlainDate, clock: string, timeZone: string): Date {
  const [hour, minute, second = 0] = clock.split(':').map(Number) as [number, number, number?];
  if (hour > 23 || minute > 59 || second > 59) throw new TimeExpressionError(`${clock} is no time of day`);
  return toDate(date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(hour, minute, second) }));
}

function duration(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text.toUpperCase());
  } catch {
    throw new TimeExpressionError(`"${text}" is no ISO 8601 duration such as PT10M, P1D or P1DT2H`);
  }
}

function instant(expression: string): Date | null {
  if (!INSTANT.test(expression)) return null;
  try {
    return new Date(Temporal.Instant.from(expression.toUpperCase()).epochMilliseconds);
  } catch {
    throw new TimeExpressionError(`${expression} is no date or time that exists`);
  }
}

function toDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds);
}

// How long closed cases are kept (CDEK-23).
import { Temporal } from 'temporal-polyfill/implementation';
import { type Instant, toInstant } from './calendar/instant.ts';

/** A duration of the calendar, ISO 8601: `P1Y`. */
export type KeptFor = string;

/** What was closed before this instant may go. Days, months and years are those of the program's calendar. */
export function keptSince(now: Instant, period: KeptFor, timeZone: string): Instant {
  return toInstant(zoned(now, timeZone).subtract(period).epochMilliseconds);
}

/** The first instant at which what was closed then may go, unless it is held. */
export function keptUntil(closedAt: Instant, period: KeptFor, timeZone: string): Instant {
  return toInstant(zoned(closedAt, timeZone).add(period).epochMilliseconds);
}

const zoned = (at: Instant, timeZone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);

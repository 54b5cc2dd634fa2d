// Owns how instants and steps are said to a supervisor in the Temporal UI. Refuses to know any process.
import { Temporal } from 'temporal-polyfill/implementation';
import type { Instant } from '../../domain/calendar/instant.ts';

/** `2031-03-03 10:00:00`, in a time zone. */
export function localTime(at: Instant, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

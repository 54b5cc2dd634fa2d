import { Temporal } from 'temporal-polyfill/implementation';

/** An instant in the program's local time. */
export type LocalTime = {
  /** `Mon 2031-03-03` */
  day: string;
  /** `10:00:15`, without fractions of a second */
  time: string;
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function localTime(at: Date, zone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return {
    day: `${WEEKDAYS[local.dayOfWeek - 1]} ${local.toPlainDate().toString()}`,
    time: local.toPlainTime().toString({ smallestUnit: 'second' }),
  };
}

/** RFC 3339 with the zone's offset, `2031-03-03T10:00:15+03:00`. */
export function localInstant(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return local.toString({ timeZoneName: 'never', smallestUnit: local.millisecond === 0 ? 'second' : 'millisecond' });
}

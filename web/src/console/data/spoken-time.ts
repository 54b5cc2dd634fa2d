// Times are in the person's language and the program's time zone.
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/server-clock.ts';
import { shortZoneName, zoneName } from '../../shared/zone-name.ts';
import { arabicUnit } from './arabic-durations.ts';
import { limitIn } from './spoken-limit.ts';
import { localeOf } from './locale.ts';
import { useSessionIfAny } from './session.tsx';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds in the two largest units that matter: `3 мин 20 с`, `2 ч 5 мин`, `3 дн. 4 ч`. */
function spokenDuration(milliseconds: number, language: string): string {
  const all = {
    days: Math.floor(milliseconds / DAY),
    hours: Math.floor((milliseconds % DAY) / HOUR),
    minutes: Math.floor((milliseconds % HOUR) / MINUTE),
    seconds: Math.floor((milliseconds % MINUTE) / SECOND),
  };
  const units = (['days', 'hours', 'minutes', 'seconds'] as const).filter((unit) => all[unit] > 0);
  const first = units[0] ?? 'seconds';
  const two = ['days', 'hours', 'minutes', 'seconds'].indexOf(first);
  const kept = units.filter((unit) => ['days', 'hours', 'minutes', 'seconds'].indexOf(unit) <= two + 1);
  const parts = kept.map((unit) => oneUnit(all[unit], unit, language));
  return parts.length === 0 ? oneUnit(0, 'seconds', language) : parts.join(isArabic(language) ? ' و' : ' ');
}

function oneUnit(value: number, unit: 'days' | 'hours' | 'minutes' | 'seconds', language: string): string {
  if (isArabic(language)) return arabicUnit(value, unit);
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'short' }).format(
    value,
  );
}

const isArabic = (language: string) => language.startsWith('ar');

export type SpokenTimes = {
  /** `14:05` */
  time: (at: string) => string;
  /** `22 нояб., 14:05`; the year is added when it is not the present one. */
  dateTime: (at: string) => string;
  /** `22 ноября`; equal for instants of the same civil day. */
  day: (at: string) => string;
  /** Whole minutes or larger units. */
  age: (milliseconds: number) => string;
  /** A limit, in hours as rules say it: `24 hours`; ISO 8601. */
  limit: (duration: string) => string;
  /** Exact to the second. */
  countdown: (milliseconds: number) => string;
  /** The zone's name, shown beside the times. */
  zone: string;
};

/** Without a zone, in that of the program in view. */
export function useSpokenTimes(timeZone?: string): SpokenTimes {
  const { i18n, t } = useTranslation();
  const program = useSessionIfAny()?.program;
  return spokenTimes(
    localeOf(i18n.language),
    timeZone ?? program?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    t('now'),
  );
}

function spokenTimes(language: string, timeZone: string, lessThanAMinute: string): SpokenTimes {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...options });
    return (at: string) => formatter.format(new Date(at));
  };
  const year = format({ year: 'numeric' });
  const moment = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const [ofThisYear, ofAnother] = [format(moment), format({ ...moment, year: 'numeric' })];
  const thisYear = year(new Date(serverNow()).toISOString());
  return {
    time: format({ hour: '2-digit', minute: '2-digit' }),
    dateTime: (at) => (year(at) === thisYear ? ofThisYear(at) : ofAnother(at)),
    day: format({ day: 'numeric', month: 'long' }),
    age: (milliseconds) => (milliseconds < MINUTE ? lessThanAMinute : spokenDuration(floorTo(milliseconds), language)),
    limit: (duration) => limitIn(language, duration),
    countdown: (milliseconds) => spokenDuration(milliseconds, language),
    zone:
      shortZoneName(language, timeZone) ??
      `${zoneName(language, timeZone, 'long')} (${zoneName(language, timeZone, 'shortOffset')})`,
  };
}

function floorTo(milliseconds: number): number {
  return Math.floor(milliseconds / MINUTE) * MINUTE;
}

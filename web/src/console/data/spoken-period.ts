import { listed, localeOf } from './locale.ts';

const PERIOD = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/;

/** `1 year, 6 months`; `null` for a duration of hours and less. */
export function spokenPeriod(iso: string, language: string): string | null {
  const [, years, months, days] = PERIOD.exec(iso) ?? [];
  const units = { year: years, month: months, day: days };
  const said = Object.entries(units).flatMap(([unit, value]) => {
    if (value === undefined) return [];
    const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
    return [new Intl.NumberFormat(localeOf(language), options).format(Number(value))];
  });
  return said.length === 0 ? null : listed(language, said);
}

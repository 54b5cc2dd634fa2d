import Holidays from 'date-holidays';
import { Document, isMap, isSeq } from 'yaml';
import { daysLater } from '../domain/calendar/days.ts';
import type { HolidayList } from '../domain/document/holidays.ts';

const HOUR_MS = 3_600_000;

// Sighting of the moon decides when these months begin.
const MOON = /\b(?:Muharram|Safar|Rabi al-\w+|Jumada al-\w+|Rajab|Shaban|Ramadan|Shawwal|Dhu al-\w+)\b/;

/** A public holiday. An estimated date follows the moon: the authorities announce it shortly before. */
export type ProposedHoliday = { date: string; title: string; estimate: boolean };

/**
 * The public holidays of a year as single whole days, in order, with titles in the country's language. Only a proposal:
 * days that a government moves each year, as in Russia, are not known to the library.
 * @param region the part after the hyphen of an ISO 3166-2 code
 * @throws RangeError for a country or region that the library does not know
 */
export function proposeHolidays(country: string, year: number, region?: string): ProposedHoliday[] {
  // A holiday of several days may begin in the year before.
  const spans = [year - 1, year].flatMap((one) => calendarOf(country, region).getHolidays(one));
  const days = spans
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end, name, rule }) =>
      Array.from({ length: wholeDays(start, end) }, (_, day) => ({
        date: daysLater(date.slice(0, 10), day),
        title: name,
        estimate: MOON.test(rule),
      })),
    );
  return [...Map.groupBy(days, ({ date }) => date)]
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, same]) => ({
      date,
      title: [...new Set(same.map(({ title }) => title))].join(' / '),
      // A day that is a holiday anyway is certain.
      estimate: same.every(({ estimate }) => estimate),
    }))
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

// A day has 23 hours where clocks go forward. A part of a day is left out: it is no closed day.
function wholeDays(start: Date, end: Date): number {
  return Math.floor((end.getTime() - start.getTime() + 2 * HOUR_MS) / (24 * HOUR_MS));
}

/**
 * A file for `programs/holidays/` with the proposals of some years, the last of which ends the list.
 * @throws RangeError for a country or region that the library does not know, and without years
 */
export function holidayProposal(country: string, years: readonly number[], region?: string): string {
  const proposed = years
    .toSorted((one, other) => one - other)
    .flatMap((year) => proposeHolidays(country, year, region));
  if (years.length === 0) throw new RangeError('no year is given');
  const list: HolidayList = {
    name: listName(country, region),
    country,
    ...(region === undefined ? {} : { region }),
    until: `${Math.max(...years)}-12-31`,
    confirmedBy: null,
    days: proposed.map(({ date, title }) => ({ date, title })),
  };
  return written(list, proposed);
}

const HEAD = ` A proposal of date-holidays (data: CC BY 3.0). A person must compare it with the official announcement and then write
 their name into confirmedBy. Days that a government moves and half days are not in it.
 "estimate" marks days that follow the moon: they may still move by a day or two.`;

function written(list: HolidayList, proposed: readonly ProposedHoliday[]): string {
  const document = new Document(list);
  document.commentBefore = HEAD;
  const days = document.get('days');
  for (const [index, day] of (isSeq(days) ? days.items : []).entries()) {
    if (!isMap(day)) continue;
    day.flow = true;
    if (proposed[index]?.estimate === true) day.comment = ' estimate';
  }
  return document.toString({ lineWidth: 0 });
}

function calendarOf(country: string, region: string | undefined): Holidays {
  const countries = new Holidays();
  if (!Object.hasOwn(countries.getCountries(), country))
    throw new RangeError(`no holidays are known of the country ${country}`);
  if (region === undefined) return new Holidays(country);
  const regions = Object.keys(countries.getStates(country) ?? {});
  if (!regions.includes(region)) {
    throw new RangeError(`no holidays are known of ${country}-${region}; known are ${regions.join(', ') || 'none'}`);
  }
  return new Holidays(country, region);
}

/** `egypt`, or `germany-by` for a part of a country. */
function listName(country: string, region: string | undefined): string {
  const name = new Holidays().getCountries('en')[country] ?? country;
  const words = `${name} ${region ?? ''}`.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return words.match(/[a-z0-9]+/g)?.join('-') ?? country.toLowerCase();
}

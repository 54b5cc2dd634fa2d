// Lists of holidays, shared by programs: one file per list.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';
import { dateOf, dayNumber, monthsLater } from '../domain/calendar/days.ts';
import { type Instant, localDate } from '../domain/calendar/instant.ts';
import { type HolidayList, HolidayListDocument } from '../domain/document/holidays.ts';
import { readYaml } from './source.ts';

const FOLDER = join(import.meta.dirname, 'holidays');
const form = Compile(HolidayListDocument);

/** What a person should do about a list. `code` is stable, `text` is for people. */
export type HolidayWarning = { code: 'holidays-unconfirmed' | 'holidays-end'; text: string };

/**
 * The lists of a folder by name.
 * @throws Error that names file and mistake, when a list is wrong
 */
export function readHolidays(folder = FOLDER): Readonly<Record<string, HolidayList>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    files.toSorted().map((file) => {
      const list = readHolidayList(readFileSync(join(folder, file), 'utf8'), file);
      if (list.name !== basename(file, '.yaml')) throw new Error(`${file}: name is ${list.name}, unlike the file`);
      return [list.name, list];
    }),
  );
}

/** @throws Error that names the file and the first mistake */
export function readHolidayList(yaml: string, file: string): HolidayList {
  const list = parsed(yaml, file);
  if (!form.Check(list)) {
    const [fault] = form.Errors(list);
    const what = fault?.keyword === 'boolean' ? 'is not a field here' : fault?.message;
    throw new Error(`${file}: ${fault?.instancePath || 'the document'} ${what}`);
  }
  const mistake = mistakeIn(list);
  if (mistake !== null) throw new Error(`${file}: ${mistake}`);
  return list;
}

/** Warnings about a list at an instant: it is not confirmed, or it ends less than a year ahead. */
export function holidayWarnings({ name, until, confirmedBy }: HolidayList, now: Instant): HolidayWarning[] {
  const today = localDate(now, 'UTC');
  const end = until < today ? 'ended' : 'ends';
  return [
    ...(confirmedBy === null
      ? [
          {
            code: 'holidays-unconfirmed' as const,
            text: `the holidays “${name}” are a proposal that no person confirmed`,
          },
        ]
      : []),
    ...(until < monthsLater(today, 12)
      ? [{ code: 'holidays-end' as const, text: `the holidays “${name}” ${end} on ${until}: add the days that follow` }]
      : []),
  ];
}

function parsed(yaml: string, file: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Why a list of the right form cannot be used, or `null`. */
export function mistakeIn({ days, until }: HolidayList): string | null {
  const dates = days.map(({ date }) => date);
  const unreal = [...dates, until].find((date) => dateOf(dayNumber(date)) !== date);
  if (unreal !== undefined) return `there is no ${unreal}`;
  const misplaced = dates.find((date, index) => date <= (dates[index - 1] ?? ''));
  if (misplaced !== undefined) return `${misplaced} is twice in the list or out of order`;
  const late = dates.find((date) => date > until);
  return late === undefined ? null : `${late} is after ${until}, the end of the list`;
}

type Source = Readonly<Record<string, string>>;

/**
 * A program's files with the shared lists that its hours name and that it does not bring itself: a published version
 * keeps the days that it was published with.
 */
export function withHolidays(source: Source, folder = FOLDER): Source {
  const wanted = listsIn(source['program.yaml'] ?? '').filter((name) => source[`holidays.${name}.yaml`] === undefined);
  const files = wanted.flatMap((name) => {
    const file = join(folder, `${name}.yaml`);
    return existsSync(file) ? [[`holidays.${name}.yaml`, readFileSync(file, 'utf8')] as const] : [];
  });
  return { ...source, ...Object.fromEntries(files) };
}

/** The names of lists, in rules that may not be checked yet. */
function listsIn(rules: string): string[] {
  const hours = Object.values(
    (readYaml(rules).value ?? {}) as Record<string, { hours?: { holidays?: unknown } } | null>,
  );
  const names = hours.flatMap((process) => process?.hours?.holidays ?? []);
  return names.filter((name): name is string => typeof name === 'string' && /^[a-z0-9-]+$/.test(name));
}

// PostgreSQL's values as the code has them: the same through the entity manager, typed Kysely and plain SQL.
import pg from 'pg';
import type { Instant } from '../domain/calendar/instant.ts';

/** @throws RangeError for `infinity` */
function instantFrom(text: string): Instant {
  return new Date(text).toISOString();
}

/** @throws RangeError for a number that JavaScript would round */
function integerFrom(text: string): number {
  const integer = Number(text);
  if (!Number.isSafeInteger(integer)) throw new RangeError(`${text} is beyond the safe integers`);
  return integer;
}

// A civil date stays as it is: it is never an instant.
const civilDateFrom = (text: string) => text;

type Parser = { type: number; array: number; parse: (text: string) => unknown };

// The numbers of each type and of its arrays: https://www.postgresql.org/docs/18/catalog-pg-type.html
const parsers: readonly Parser[] = [
  { type: 1184, array: 1185, parse: instantFrom },
  { type: 20, array: 1016, parse: integerFrom },
  { type: 1082, array: 1182, parse: civilDateFrom },
];
const TEXT_ARRAY = 1009;

export const valueParsers = new pg.TypeOverrides();

// The declared type of a parser has its parts the wrong way round.
const textsFrom = valueParsers.getTypeParser(TEXT_ARRAY) as unknown as (text: string) => (string | null)[];

for (const { type, array, parse } of parsers) {
  valueParsers.setTypeParser(type, parse);
  valueParsers.setTypeParser(array, (text) => textsFrom(text).map((one) => (one === null ? null : parse(one))));
}

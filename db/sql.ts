// Values in these templates are always parameters, and statements run in the unit of work's transaction.
import { type RawBuilder, sql } from 'kysely';
import type { Em } from './orm.ts';

export { sql };

/** Runs a statement. Timestamps come back as instants, civil dates as `YYYY-MM-DD`, bigint as number. */
export async function rows<Row>(em: Em, statement: RawBuilder<Row>): Promise<Row[]> {
  const result = await statement.execute(em.getKysely());
  return result.rows;
}

/** The only row of a statement, or `null`. */
export async function row<Row>(em: Em, statement: RawBuilder<Row>): Promise<Row | null> {
  return (await rows(em, statement))[0] ?? null;
}

/** JSON as a parameter of type jsonb. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** An instant that PostgreSQL has put into JSON or text. Instants in columns have this form already. */
export function instantOf(column: string): string;
export function instantOf(column: string | null): string | null;
export function instantOf(column: string | null): string | null {
  return column === null || column.endsWith('Z') ? column : new Date(column).toISOString();
}

/**
 * Plain objects as rows for a `from`: the columns, and `ordinality` as their place. They are one parameter, so a
 * statement's text does not depend on their number.
 */
export function given(items: readonly object[], columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`rows from (jsonb_to_recordset(${json(items)}) as (${columns})) with ordinality as given`;
}

/** Parts of a statement by name. `null`: this time there is none. */
export type Parts = Record<string, RawBuilder<unknown> | null>;

/** Parts that follow the first one of a `with`, in their order. */
export function parts(named: Parts): RawBuilder<unknown> {
  const given = Object.entries(named).filter((entry): entry is [string, RawBuilder<unknown>] => entry[1] !== null);
  return sql.join(
    given.map(([name, part]) => sql`, ${sql.raw(name)} as (${part})`),
    sql``,
  );
}

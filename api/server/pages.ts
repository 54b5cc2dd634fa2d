// A cursor is opaque to the caller; it holds the sort values of the last item.
import { invalid } from './errors.ts';

/** The forms of sort values: a made-up cursor must not reach the database. */
const shapes = {
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  number: /^\d{1,15}$/,
  text: /^[^\0]{0,300}$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
} as const;

type Shape = keyof typeof shapes;

export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The sort values of a cursor, one per shape.
 * @throws ProblemError 400 for anything that was not made by `encodeCursor` from such values
 */
export function decodeCursor<Shapes extends readonly Shape[]>(
  cursor: string,
  ...expected: Shapes
): { [Index in keyof Shapes]: string } {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === expected.length && expected.every(fits(values))) {
      return values as { [Index in keyof Shapes]: string };
    }
  } catch {
    // Falls through: not one of ours.
  }
  return invalid('/cursor', 'take the cursor from the list that came before');
}

function fits(values: unknown[]): (shape: Shape, index: number) => boolean {
  return (shape, index) => {
    const value = values[index];
    return typeof value === 'string' && shapes[shape].test(value) && (shape !== 'instant' || isReal(value));
  };
}

function isReal(instant: string): boolean {
  return !Number.isNaN(Date.parse(instant));
}

/** Cuts a page from one item more than it holds; the extra item says that there is a next page. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  sortValues: (last: Item) => readonly (string | number)[],
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : encodeCursor(sortValues(last).map(String)) };
}

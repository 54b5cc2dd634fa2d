import { encodeCursor } from './cursor.ts';

/** Cuts a page from one item more than it holds; the extra item says that there is a next page. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  sortValues: (last: Item) => readonly string[],
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : encodeCursor(sortValues(last)) };
}

type Page<T> = { items: T[]; nextCursor: string | null };

const MOST_PAGES = 200;

/** All items of a list, page by page. @throws Error when its cursors lead nowhere */
export async function everyItem<T>(pageAt: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page<T> = await pageAt(cursor);
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
  throw new Error(`the list has not ended after ${MOST_PAGES} pages`);
}

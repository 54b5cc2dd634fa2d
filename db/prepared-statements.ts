// Owns the having of each statement's text parsed and planned once per connection instead of at every call. Refuses to
// touch a statement without parameters.
import type pg from 'pg';

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

// A text that is put together anew each time would fill the server's memory: what comes later is not kept there.
const MOST_STATEMENTS = 400;

// What takes from a queue is planned anew each time: a plan made for an empty queue is a bad one for a full one.
const isQueue = (text: string): boolean => text.includes('skip locked');

const names = new Map<string, string>();

/** Gives every parameterised statement on the pool's connections a name, under which PostgreSQL keeps its plan. */
export function prepareStatements(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const prepared: Query = (statement, ...rest) => {
      const [values] = rest;
      const isPlain = typeof statement === 'string' && rest.length === 1 && Array.isArray(values) && values.length > 0;
      const name = isPlain && !isQueue(statement) ? nameOf(statement) : null;
      return name === null ? query(statement, ...rest) : query({ name, text: statement, values });
    };
    Object.assign(client, { query: prepared });
  });
}

/** The same text has the same name on every connection; `null` when there are too many texts already. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_STATEMENTS) return null;
  const name = `careline_${names.size}`;
  names.set(text, name);
  return name;
}

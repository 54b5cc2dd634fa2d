// Each statement is parsed and planned once per connection instead of at every call.
import type pg from 'pg';

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

// A text that differs at every call would fill the server's memory, so later texts get no name.
const MOST_STATEMENTS = 400;

// Queue statements are planned each time: a plan made for an empty queue is bad for a full one.
const isQueue = (text: string): boolean => text.includes('skip locked');

const names = new Map<string, string>();

/** Names every statement with parameters on the pool's connections; PostgreSQL keeps the plan under that name. */
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

/** The same text has the same name on every connection; `null` when there are already too many texts. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_STATEMENTS) return null;
  const name = `careline_${names.size}`;
  names.set(text, name);
  return name;
}

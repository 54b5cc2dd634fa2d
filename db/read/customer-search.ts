import type { RawBuilder } from 'kysely';
import { sql } from '../sql.ts';

/**
 * A condition on contacts `c`: a part of their name or phone number. A text without letters and digits finds nothing.
 */
export function customerMatches(search: string): RawBuilder<unknown> {
  const wanted = sql`wanted_text(${search})`;
  return sql`(${wanted} <> '' and pieces_of(searched_text(c.name, c.phone)) @> pieces_of(${wanted})
    and strpos(searched_text(c.name, c.phone), ${wanted}) > 0)`;
}

// Owns the condition by which a customer is found by a part of their name or phone number. Refuses to know whose lists ask.
import type { RawBuilder } from 'kysely';
import { sql } from '../sql.ts';

/** Of contacts `c`. What holds no letter and no digit finds nothing. */
export function customerMatches(search: string): RawBuilder<unknown> {
  const wanted = sql`wanted_text(${search})`;
  return sql`(${wanted} <> '' and pieces_of(searched_text(c.name, c.phone)) @> pieces_of(${wanted})
    and strpos(searched_text(c.name, c.phone), ${wanted}) > 0)`;
}

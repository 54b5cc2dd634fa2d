import type { RawBuilder } from 'kysely';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/**
 * The channel of `LISTEN`. A notification carries the key with which a stream was opened: the hash of a session's id or
 * of an API key, or a person's id. It is sent when the transaction commits.
 */
export const ACCESS_CHANNEL = 'careline_access';

/** Tells the streaming processes about changed access, as a column of the changing statement; one call per row. */
export function tellingAccess(whose: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`pg_notify(${ACCESS_CHANNEL}, ${whose})`;
}

/** Tells the streaming processes about changed access. Call it in the transaction of the change. */
export async function tellAccess(em: Em, whose: string): Promise<void> {
  await rows(em, sql`select ${tellingAccess(sql`${whose}`)}`);
}

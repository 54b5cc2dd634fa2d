// Owns the call to the processes that stream: whose access has just changed. Refuses to know what they may do by now.
import type { RawBuilder } from 'kysely';
import { sql } from '../sql.ts';

/**
 * The channel of `LISTEN`. A notification carries what a stream was opened with: the hash of a session's id or of an API
 * key, or the id of a person. It is sent when the transaction commits.
 */
export const ACCESS_CHANNEL = 'careline_access';

/** The call, as a column of the statement that changes the access; one for each of its rows. */
export function tellingAccess(whose: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`pg_notify(${ACCESS_CHANNEL}, ${whose})`;
}

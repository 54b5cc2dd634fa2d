// A session's own id is secret; only its public id and its hash are used here.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

export type SessionRecord = {
  id: string;
  /** True for the session with this hash. */
  current: boolean;
  startedAt: Instant;
  /** Updated every ten minutes. */
  lastUsedAt: Instant;
  expiresAt: Instant;
  address: string | null;
  userAgent: string | null;
};

type Asked = {
  personId: string;
  sidHash: string;
  now: Instant;
  after: { startedAt: Instant; id: string } | null;
  limit: number;
};

/** A person's sessions that have not expired, oldest first. */
export async function listSessionsOf(
  em: Em,
  { personId, sidHash, now, after, limit }: Asked,
): Promise<SessionRecord[]> {
  const startedAfter = after === null ? -1 : Date.parse(after.startedAt);
  return rows<SessionRecord>(
    em,
    sql`select id, sid = ${sidHash} as current, to_timestamp((data ->> 'loggedInAt')::float8 / 1000) as "startedAt",
        to_timestamp((data ->> 'rolledAt')::float8 / 1000) as "lastUsedAt",
        expires_at as "expiresAt", data ->> 'address' as address, data ->> 'userAgent' as "userAgent"
      from sessions where data ->> 'personId' = ${personId} and expires_at > ${now}::timestamptz
        and ((data ->> 'loggedInAt')::bigint, id) > (${startedAfter}::bigint, ${after?.id ?? id0}::uuid)
      order by (data ->> 'loggedInAt')::bigint, id limit ${limit}`,
  );
}

const id0 = '00000000-0000-0000-0000-000000000000';

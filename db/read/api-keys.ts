import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';

/** The rights of a key: everything that its roles may do, or only reading. */
export type KeyScope = 'read-write' | 'read-only';

export type ApiKeyRecord = {
  id: string;
  name: string;
  program: string;
  roles: string[];
  scope: KeyScope;
  createdBy: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
};

const columns = sql`id, name, program, roles, scope, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt", revoked_at as "revokedAt"`;

function recordOf(key: ApiKeyRecord): ApiKeyRecord {
  const { createdAt, expiresAt, revokedAt } = key;
  return {
    ...key,
    createdAt: instantOf(createdAt),
    expiresAt: instantOf(expiresAt),
    revokedAt: instantOf(revokedAt),
  };
}

export async function readApiKey(em: Em, id: string): Promise<ApiKeyRecord | null> {
  const found = await row<ApiKeyRecord>(em, sql`select ${columns} from api_keys where id = ${id}::uuid`);
  return found && recordOf(found);
}

/** Expired keys that are not ended yet, earliest expiry first. */
export async function listExpiredKeys(
  em: Em,
  at: Instant,
  limit: number,
): Promise<Pick<ApiKeyRecord, 'id' | 'name' | 'program'>[]> {
  return rows(
    em,
    sql`select id, name, program from api_keys where expires_at <= ${at}::timestamptz and ended_at is null
      and revoked_at is null order by expires_at, id limit ${limit}`,
  );
}

/** Oldest first, revoked and expired ones included. */
export async function listApiKeys(
  em: Em,
  page: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<ApiKeyRecord[]> {
  const { createdAt = null, id = null } = page.after ?? {};
  const found = await rows<ApiKeyRecord>(
    em,
    sql`select ${columns} from api_keys where ${id}::uuid is null or (created_at, id) > (${createdAt}::timestamptz, ${id}::uuid)
      order by created_at, id limit ${page.limit}`,
  );
  return found.map(recordOf);
}

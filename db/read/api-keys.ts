// Owns the reading of API keys. Refuses to hand out a key's hash.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, rows, sql } from '../sql.ts';

export type ApiKeyRecord = {
  id: string;
  name: string;
  program: string;
  roles: string[];
  createdBy: string;
  createdAt: Instant;
  revokedAt: Instant | null;
};

/** Oldest first, revoked ones included. */
export async function listApiKeys(
  em: Em,
  page: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<ApiKeyRecord[]> {
  const { createdAt = null, id = null } = page.after ?? {};
  const found = await rows<ApiKeyRecord>(
    em,
    sql`select id, name, program, roles, created_by as "createdBy", created_at as "createdAt", revoked_at as "revokedAt"
      from api_keys where ${id}::uuid is null or (created_at, id) > (${createdAt}::timestamptz, ${id}::uuid)
      order by created_at, id limit ${page.limit}`,
  );
  return found.map((key) => ({ ...key, createdAt: instantOf(key.createdAt), revokedAt: instantOf(key.revokedAt) }));
}

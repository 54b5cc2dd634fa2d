// Owns the writing of API keys: made with a hash, revoked once. Refuses to see a key.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { tellingAccess } from './access-change.ts';

export type NewApiKey = {
  id: string;
  name: string;
  keyHash: string;
  program: string;
  roles: readonly string[];
  createdBy: string;
};

export async function insertApiKey(em: Em, key: NewApiKey, at: Instant): Promise<void> {
  const { id, name, keyHash, program, roles, createdBy } = key;
  await rows(
    em,
    sql`insert into api_keys (id, name, key_hash, program, roles, created_by, created_at)
      values (${id}::uuid, ${name}, ${keyHash}, ${program}, ${roles}::text[], ${createdBy}, ${at}::timestamptz)`,
  );
}

/**
 * Revokes a key, and tells the processes that stream to it; one that is revoked already stays so. Returns what it was, or
 * `null` when there is none.
 */
export async function revokeApiKey(em: Em, id: string, at: Instant): Promise<{ name: string; program: string } | null> {
  return row<{ name: string; program: string }>(
    em,
    sql`with revoked as (
      update api_keys set revoked_at = coalesce(revoked_at, ${at}::timestamptz) where id = ${id}::uuid
      returning name, program, key_hash
    ) select name, program, ${tellingAccess(sql`key_hash`)} from revoked`,
  );
}

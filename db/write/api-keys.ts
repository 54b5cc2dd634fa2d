import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { KeyScope } from '../read/api-keys.ts';
import { row, rows, sql } from '../sql.ts';
import { tellingAccess } from './access-change.ts';

export type NewApiKey = {
  id: string;
  name: string;
  keyHash: string;
  program: string;
  roles: readonly string[];
  /** By default the key has all rights of its roles and works until it is revoked. */
  scope?: KeyScope;
  expiresAt?: Instant | null;
  createdBy: string;
};

export async function insertApiKey(em: Em, key: NewApiKey, at: Instant): Promise<void> {
  const { id, name, keyHash, program, roles, scope = 'read-write', expiresAt = null, createdBy } = key;
  await rows(
    em,
    sql`insert into api_keys (id, name, key_hash, program, roles, scope, expires_at, created_by, created_at)
      values (${id}::uuid, ${name}, ${keyHash}, ${program}, ${roles}::text[], ${scope},
        ${expiresAt}::timestamptz, ${createdBy}, ${at}::timestamptz)`,
  );
}

/**
 * Revokes a key and tells the processes that stream to it; a revoked key keeps its time. Returns its name and program,
 * or `null` for an unknown key.
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

/** Marks a key as ended and tells the processes that stream to it. Returns false if it had ended before. */
export async function endKey(em: Em, id: string, at: Instant): Promise<boolean> {
  const ended = await row(
    em,
    sql`with ended as (
      update api_keys set ended_at = ${at}::timestamptz where id = ${id}::uuid and ended_at is null and revoked_at is null
      returning key_hash
    ) select ${tellingAccess(sql`key_hash`)} from ended`,
  );
  return ended !== null;
}

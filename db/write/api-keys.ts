import type { Instant } from '../../domain/calendar/instant.ts';
import { ApiKey } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import type { KeyScope } from '../read/api-keys.ts';
import { findOne } from '../records.ts';
import { tellAccess } from './access-change.ts';

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
  await em.insert(ApiKey, { ...key, roles: [...key.roles], createdAt: at });
}

/**
 * Revokes a key and tells the processes that stream to it; a revoked key keeps its time. Returns its name and program,
 * or `null` for an unknown key.
 */
export async function revokeApiKey(em: Em, id: string, at: Instant): Promise<{ name: string; program: string } | null> {
  const key = await findOne(em, ApiKey, { id }, ['name', 'program', 'keyHash']);
  if (key === null) return null;
  const { keyHash, ...named } = key;
  await em.nativeUpdate(ApiKey, { id, revokedAt: null }, { revokedAt: at });
  await tellAccess(em, keyHash);
  return named;
}

/** Marks a key as ended and tells the processes that stream to it. Returns false if it had ended before. */
export async function endKey(em: Em, id: string, at: Instant): Promise<boolean> {
  const due = { id, endedAt: null, revokedAt: null };
  const key = await findOne(em, ApiKey, due, ['keyHash']);
  if (key === null || (await em.nativeUpdate(ApiKey, due, { endedAt: at })) === 0) return false;
  await tellAccess(em, key.keyHash);
  return true;
}

import type { InferEntity } from '@mikro-orm/core';
import type { Instant } from '../../domain/calendar/instant.ts';
import { ApiKey } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { find, findOne, type Row } from '../records.ts';

/** The rights of a key: everything that its roles may do, or only reading. */
export type KeyScope = 'read-write' | 'read-only';

const shown = ['id', 'name', 'program', 'roles', 'scope', 'createdBy', 'createdAt', 'expiresAt', 'revokedAt'] as const;

export type ApiKeyRecord = Row<InferEntity<typeof ApiKey>, (typeof shown)[number]>;

export async function readApiKey(em: Em, id: string): Promise<ApiKeyRecord | null> {
  return findOne(em, ApiKey, { id }, shown);
}

/** Expired keys that are not ended yet, earliest expiry first. */
export async function listExpiredKeys(
  em: Em,
  at: Instant,
  limit: number,
): Promise<Pick<ApiKeyRecord, 'id' | 'name' | 'program'>[]> {
  const expired = { expiresAt: { $lte: at }, endedAt: null, revokedAt: null };
  return find(em, ApiKey, expired, ['id', 'name', 'program'], { orderBy: { expiresAt: 'asc', id: 'asc' }, limit });
}

/** Oldest first, revoked and expired ones included. */
export async function listApiKeys(
  em: Em,
  { after, limit }: { after: { createdAt: Instant; id: string } | null; limit: number },
): Promise<ApiKeyRecord[]> {
  const page = {
    orderBy: { createdAt: 'asc', id: 'asc' },
    first: limit,
    ...(after === null ? {} : { after }),
  } as const;
  return find(em, ApiKey, {}, shown, page);
}

import type { InferEntity } from '@mikro-orm/core';
import { AuditEntry } from '../entities/log.ts';
import type { Em } from '../orm.ts';
import { find, type Row } from '../records.ts';

const fields = ['id', 'at', 'actor', 'action', 'program', 'caseId', 'reason', 'details'] as const;

export type AuditRecord = Row<InferEntity<typeof AuditEntry>, (typeof fields)[number]>;

/** Oldest first; of one case, or of all. */
export async function listAudit(
  em: Em,
  { caseId, after, limit }: { caseId: string | null; after: number; limit: number },
): Promise<AuditRecord[]> {
  const where = { id: { $gt: after }, ...(caseId === null ? {} : { caseId }) };
  return find(em, AuditEntry, where, fields, { orderBy: { id: 'asc' }, limit });
}

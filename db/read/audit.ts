import type { InferEntity } from '@mikro-orm/core';
import { AuditEntry } from '../entities/log.ts';
import type { Em } from '../orm.ts';
import { find, type Row } from '../records.ts';
import { json, row, sql } from '../sql.ts';

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

/** Tells whether something was audited before with these details. It walks the whole trail: for the start of a process. */
export async function hasAudited(em: Em, action: string, details: Readonly<Record<string, string>>): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from audit_entries where action = ${action} and details @> ${json(details)} limit 1`,
  );
  return found !== null;
}

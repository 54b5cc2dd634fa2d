import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, rows, sql } from '../sql.ts';

export type AuditRecord = {
  id: number;
  at: Instant;
  actor: string;
  action: string;
  program: string | null;
  caseId: string | null;
  reason: string | null;
  details: Record<string, unknown> | null;
};

/** Oldest first; of one case, or of all. */
export async function listAudit(
  em: Em,
  page: { caseId: string | null; after: string; limit: number },
): Promise<AuditRecord[]> {
  const found = await rows<AuditRecord>(
    em,
    sql`select id, at, actor, action, program, case_id as "caseId", reason, details from audit_entries
      where id > ${page.after}::bigint and (${page.caseId}::uuid is null or case_id = ${page.caseId}::uuid)
      order by id limit ${page.limit}`,
  );
  return found.map((entry) => ({ ...entry, at: instantOf(entry.at) }));
}

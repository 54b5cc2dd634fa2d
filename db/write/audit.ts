// Owns the audit trail: who did what, when and why. Only ever appended to. Refuses to hold correspondence.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

export type AuditEntry = {
  at: Instant;
  /** A login name, or what `actorName` calls whoever has none. */
  actor: string;
  action: string;
  program?: string | null;
  caseId?: string | null;
  reason?: string | null;
  details?: Record<string, unknown> | null;
};

/** Appends a row; call it in the transaction of what it tells of. */
export async function audit(em: Em, entry: AuditEntry): Promise<void> {
  const { at, actor, action, program = null, caseId = null, reason = null, details = null } = entry;
  await rows(
    em,
    sql`insert into audit_entries (at, actor, action, program, case_id, reason, details) values (${at}::timestamptz, ${actor},
      ${action}, ${program}, ${caseId}::uuid, ${reason}, ${details === null ? null : json(details)}::jsonb)`,
  );
}

// The audit trail is append-only and holds no correspondence.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

export type AuditEntry = {
  at: Instant;
  /** A login name, or `actorName` of an actor without one. */
  actor: string;
  action: string;
  program?: string | null;
  caseId?: string | null;
  reason?: string | null;
  details?: Record<string, unknown> | null;
};

/** Appends a row; call it in the transaction of the audited change. */
export async function audit(em: Em, entry: AuditEntry): Promise<void> {
  const { at, actor, action, program = null, caseId = null, reason = null, details = null } = entry;
  await rows(
    em,
    sql`insert into audit_entries (at, actor, action, program, case_id, reason, details) values (${at}::timestamptz, ${actor},
      ${action}, ${program}, ${caseId}::uuid, ${reason}, ${details === null ? null : json(details)}::jsonb)`,
  );
}

// The audit trail is append-only and holds no correspondence.
import type { Instant } from '../../domain/calendar/instant.ts';
import { AuditEntry as AuditRow } from '../entities/log.ts';
import type { Em } from '../orm.ts';

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
  await em.insert(AuditRow, entry);
}

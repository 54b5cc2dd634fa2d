// Owns what counts as a supervisory viewing of correspondence, and the audit row that it leaves. Refuses to decide access.
import type { AuditEntry } from '../db/write/audit.ts';
import type { Actor } from '../domain/access/actor.ts';
import type { ConversationAction } from '../domain/access/conversation-access.ts';
import type { Instant } from '../domain/calendar/instant.ts';

/** What was read: the conversation, who works on it, and which part where it is not the list of messages. */
export type Viewed = {
  id: string;
  program: string;
  assignee: string | null;
  continuedBy?: string | null;
  details?: { attachmentId: string } | { part: 'notes' | 'stream' };
};

/** The row for a reading, or `null` for the customer's own and for that of whoever works on it. */
export function auditOfViewing(
  actor: Actor,
  action: ConversationAction,
  { id: caseId, program, assignee, continuedBy, details }: Viewed,
  at: Instant,
): AuditEntry | null {
  if (actor.kind !== 'staff' || assignee === actor.login) return null;
  const reason = continuedBy === actor.login ? 'continuation' : 'oversight';
  return { at, actor: actor.login, action, program, caseId, reason, details: details ?? null };
}

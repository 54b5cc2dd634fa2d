import type { AuditEntry } from '../../db/write/audit.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { ConversationAction } from '../../domain/access/conversation-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';

/** What was read: the conversation, its assignee, and the part if it is not the list of messages. */
export type Viewed = {
  id: string;
  program: string;
  assignee: string | null;
  continuedBy?: string | null;
  details?: { attachmentId: string } | { part: 'notes' | 'stream' };
};

/** The audit row for a reading, or `null` when the customer or the assignee reads. */
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

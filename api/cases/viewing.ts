import type { AuditEntry } from '../../db/write/audit.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { ConversationAction } from '../../domain/access/conversation-access.ts';
import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { successorScope } from '../../domain/conversation/scopes.ts';

/** What was read: the conversation, its assignee, and the part if it is not the list of messages. */
export type Viewed = {
  id: string;
  program: string;
  assignee: string | null;
  scopes: readonly Scope[];
  details?: { attachmentId: string } | { part: 'notes' | 'stream' };
};

/** The audit row for a reading, or `null` when the customer or the assignee reads. */
export function auditOfViewing(
  actor: Actor,
  action: ConversationAction,
  { id: caseId, program, assignee, scopes, details }: Viewed,
  at: Instant,
): AuditEntry | null {
  if (actor.kind !== 'staff' || assignee === actor.login) return null;
  const reason = scopes.includes(successorScope(actor.login)) ? 'continuation' : 'oversight';
  return { at, actor: actor.login, action, program, caseId, reason, details: details ?? null };
}

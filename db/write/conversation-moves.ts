// Owns the writing of a conversation's move: header, messages, timeline, timetable, notifications, in one transaction.
// Refuses to decide a move, and to write one twice.
import type { AccessFacts } from '../../domain/access/conversation-access.ts';
import type { Move } from '../../domain/conversation/state.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { readNote } from '../read/timeline.ts';
import { audit } from './audit.ts';
import { lockConversation } from './conversation-lock.ts';
import { emitLiveEvents } from './live-events.ts';
import { appendMessages, type NewMessage } from './messages.ts';
import { notifyPeople } from './notifications.ts';
import { appendTimeline, writeTimetable } from './timeline.ts';

type Before = {
  program: string;
  version: number;
  stage: AccessFacts['stage'];
  queue: string | null;
  visited_queues: string[];
  addressed_roles: string[];
  assignee: string | null;
};

/**
 * Writes a move unless it or a later one is written already: a retried activity and a repeated request change nothing.
 * Must run inside a transaction. Returns whether it wrote.
 * @throws Error when the conversation does not exist
 */
export async function writeConversationMove(
  em: Em,
  conversationId: string,
  move: Move,
  messages: readonly NewMessage[],
): Promise<boolean> {
  await lockConversation(em, conversationId);
  const before = await row<Before>(
    em,
    sql`select program, version, stage, queue, visited_queues, addressed_roles, assignee
      from conversations where id = ${conversationId}::uuid`,
  );
  if (before === null) throw new Error(`there is no conversation ${conversationId}`);
  if (before.version >= move.state.version) return false;
  await writeHeader(em, conversationId, move);
  await appendMessages(em, conversationId, move.at, messages);
  await appendTimeline(em, conversationId, move.entries);
  await auditEntries(em, conversationId, before.program, move.entries);
  await writeTimetable(em, { caseId: conversationId, process: 'conversation', program: before.program }, move.next);
  const event = { kind: 'conversation' as const, program: before.program, caseId: conversationId };
  await emitLiveEvents(em, move.at, [{ ...event, before: factsBefore(before) }]);
  const about = { program: before.program, caseId: conversationId, at: move.at };
  for (const notify of move.notifies) {
    const details = notify.kind === 'taken' ? { assignee: move.state.assignee } : {};
    await notifyPeople(em, notify, { ...about, details });
  }
  return true;
}

// What people do to a case is audited with it, so that neither can be there without the other.
async function auditEntries(em: Em, caseId: string, program: string, entries: Move['entries']): Promise<void> {
  for (const { at, what, by, noteId, details } of entries) {
    if (by === 'careline' || by === 'customer') continue;
    const reason = noteId === undefined ? null : await readNote(em, noteId);
    await audit(em, {
      at,
      actor: by,
      action: `conversation.${what}`,
      program,
      caseId,
      reason,
      details: details ?? null,
    });
  }
}

function factsBefore(before: Before): AccessFacts {
  return {
    stage: before.stage,
    queue: before.queue,
    visitedQueues: before.visited_queues,
    addressedRoles: before.addressed_roles,
    assignee: before.assignee,
  };
}

async function writeHeader(em: Em, conversationId: string, { state, at }: Move): Promise<void> {
  await rows(
    em,
    sql`update conversations set version = ${state.version}, stage = ${state.stage}, intake_step = null,
      category = ${state.category}, queue = ${state.queue}, visited_queues = ${state.visitedQueues}::text[],
      addressed_roles = ${state.addressedRoles}::text[], overdue = ${state.overdue}, assignee = ${state.assignee},
      requested_at = coalesce(requested_at, ${at}::timestamptz), waiting_since = ${state.waitingSince}::timestamptz,
      accepted_at = case when ${state.stage} = 'assigned' then coalesce(accepted_at, ${at}::timestamptz) else accepted_at end,
      closed_at = ${state.closedAt}::timestamptz, disposition = ${state.disposition}, disposition_text = (select text from case_notes where id = ${state.dispositionNoteId}::uuid)
      where id = ${conversationId}::uuid`,
  );
}

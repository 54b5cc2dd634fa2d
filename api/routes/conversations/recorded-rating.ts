import type { Em } from '../../../db/orm.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import { writeRating } from '../../../db/write/conversations.ts';
import { emitLiveEvents } from '../../../db/write/live-events.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { keptPolicy } from '../../views/conversation-view.ts';

/**
 * Writes the score, its timeline entry and the live event. Must run in a transaction that locks the conversation, after
 * its rating was found to be open.
 */
export async function recordRating(em: Em, record: ConversationRecord, score: number, at: Instant): Promise<void> {
  const { id, program } = record;
  await writeRating(em, id, score, at);
  const rule = keptPolicy(record).rules.rated;
  await appendTimeline(em, id, [{ at, what: 'rated', by: 'customer', rule, details: { score } }]);
  await emitLiveEvents(em, at, [{ kind: 'conversation', program, caseId: id }]);
}

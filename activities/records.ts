// Owns the writing of what workflows decide into our own database. Refuses to decide.
import { randomUUID } from 'node:crypto';
import { log } from '@temporalio/activity';
import type { Em, Orm } from '../db/orm.ts';
import { readAbsence } from '../db/read/absences.ts';
import { writeConversationMove } from '../db/write/conversation-moves.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { isUnanswered, readReplyFacts } from '../db/write/reply-clock.ts';
import { queueThatMayReply, replyOnEntering } from '../domain/conversation/absence.ts';
import { toldByMove } from '../domain/conversation/told.ts';
import { type ReplyClock, replyTimetable } from '../domain/conversation/replies.ts';
import type { ConversationState, Move } from '../domain/conversation/state.ts';
import type { Program } from '../domain/program.ts';
import type { PlannedStep, RuledText } from '../domain/timetable.ts';
import { programNamed } from '../programs/index.ts';
import { spokenBy } from '../programs/spoken.ts';
import type { ConversationActivities, MoveRecord } from '../workflows/conversation/contract.ts';
import type { RecordedOtherwise } from '../workflows/shared/move-writer.ts';
import { type GiveBackEntry, takeBackFromGone } from './leaving.ts';

/** The activities that keep the records, bound to a database. */
export function recordActivities(orm: Orm, giveBackEntry: GiveBackEntry): ConversationActivities {
  return {
    async recordConversationMove(record) {
      const otherwise = await orm.em.fork().transactional(async (em) => {
        const written = await recordMove(em, record);
        const { stage, assignee } = record.move.state;
        if (written === undefined && stage === 'assigned') {
          await takeBackFromGone(em, [assignee], record.move.at, giveBackEntry);
        }
        return written;
      });
      if (otherwise === undefined) return undefined;
      const { conversationId, move } = record;
      const versions = { asked: move.state.version, recorded: otherwise.state.version };
      log.warn('the record is ahead of its case by another move; the case goes on from it', {
        conversationId,
        ...versions,
      });
      return otherwise;
    },
  };
}

async function recordMove(
  em: Em,
  { conversationId, program: name, move, updateId }: MoveRecord,
): Promise<RecordedOtherwise<ConversationState> | undefined> {
  const program = programNamed(name);
  const spoken = spokenBy(program, move, await replyTo(em, program, move));
  const messages = spoken.messages.map((message) => ({ id: randomUUID(), ...message }));
  const entries = [...move.entries, ...spoken.entries];
  const { next = move.next, clock } = await watched(em, program, conversationId, move);
  const written = await writeConversationMove(
    em,
    conversationId,
    { ...move, entries, next },
    { messages, updateId, told: toldByMove(move), ...(clock === undefined ? {} : { clock }) },
  );
  if (written.kind !== 'otherwise') return undefined;
  return { state: written.state, isCarriedOut: written.isCarriedOut };
}

type Watched = { clock?: ReplyClock; next?: readonly PlannedStep[] };

// At an acceptance the customer waits for a reply, unless somebody has written since the customer last did. One that changes
// hands is watched on.
async function watched(
  em: Em,
  { conversation: policy }: Program,
  conversationId: string,
  { at, state, beginsReplyClock }: Move,
): Promise<Watched> {
  if (policy === undefined || state.stage !== 'assigned') return {};
  await lockCase(em, conversationId);
  if (beginsReplyClock !== true) {
    const running = await readReplyFacts(em, conversationId);
    return running === null ? {} : { next: replyTimetable(policy, { ...running, ...state }) };
  }
  const awaitingReplySince = (await isUnanswered(em, conversationId)) ? at : null;
  const clock: ReplyClock = { awaitingReplySince, silentSince: at, replySteps: [] };
  return { clock, next: replyTimetable(policy, { ...state, ...clock }) };
}

async function replyTo(em: Em, { name, conversation: policy }: Program, move: Move): Promise<RuledText | null> {
  if (policy === undefined) return null;
  return replyOnEntering(policy, move, await readAbsence(em, name, queueThatMayReply(policy, move)));
}

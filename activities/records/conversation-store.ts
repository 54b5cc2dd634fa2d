import { randomUUID } from 'node:crypto';
import type { Em } from '../../db/orm.ts';
import { readAbsence } from '../../db/read/absences.ts';
import { readCasePolicy } from '../../db/read/cases.ts';
import { readTeamOfQueue } from '../../db/read/team.ts';
import { keepConversationMeantFor } from '../../db/write/conversation-distribution.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { isUnanswered, readReplyFacts } from '../../db/write/conversation-clock.ts';
import { queueThatMayReply, replyOnEntering } from '../../domain/conversation/absence.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import { conversation, type ConversationKinds, recordedMove } from '../../domain/conversation/process.ts';
import { repliesAhead, type ReplyClock, replyTimetable } from '../../domain/conversation/replies.ts';
import type { Move } from '../../domain/conversation/state.ts';
import { notificationsOfMove } from '../../domain/conversation/notifications.ts';
import type { PlannedStep, RuledText } from '../../domain/timetable.ts';
import { wordingOfCase } from '../../programs/index.ts';
import { spokenBy } from '../../programs/spoken.ts';
import { lookAtReplies } from '../reply-clock.ts';
import type { CaseStore, RecordedCase } from './case-store.ts';

export const conversationStore: CaseStore<ConversationKinds> = {
  process: conversation,
  team: readTeamOfQueue,
  keepMeantFor: keepConversationMeantFor,
  async write(em, which, [move], updateId) {
    const { caseId } = which;
    if (move === undefined) throw new Error('there is no move to write');
    const spoken = await spokenIn(em, which, move);
    const messages = spoken.messages.map((message) => ({ id: randomUUID(), ...message }));
    const entries = [...move.entries, ...spoken.entries];
    const { next = move.next, clock } = await watched(em, which, move);
    const beside = { messages, updateId, told: notificationsOfMove(move), ...(clock === undefined ? {} : { clock }) };
    const written = await writeConversationMove(em, caseId, recordedMove({ ...move, entries, next }), beside);
    return written.kind === 'written' ? { kind: 'written' } : written;
  },
  look: lookAtReplies,
  async ahead(em, caseId, policy) {
    return repliesAhead(await readReplyFacts(em, caseId))?.(policy) ?? null;
  },
};

type Watched = { clock?: ReplyClock; next?: readonly PlannedStep[] };

// At an acceptance the customer waits for a reply, unless staff have written since the customer's last message. A
// reassigned request keeps its running clock.
async function watched(
  em: Em,
  { caseId, ...known }: RecordedCase,
  { at, state, beginsReplyClock }: Move,
): Promise<Watched> {
  if (state.stage !== 'assigned') return {};
  await lockCase(em, caseId);
  const policy = await readCasePolicy<CasePolicy>(em, caseId, known);
  if (policy.replies === null) return {};
  if (beginsReplyClock !== true) {
    const running = await readReplyFacts(em, caseId);
    return running === null ? {} : { next: replyTimetable(policy, { ...running, ...state }) };
  }
  const awaitingReplySince = (await isUnanswered(em, caseId)) ? at : null;
  const clock: ReplyClock = { awaitingReplySince, silentSince: at, replySteps: [] };
  return { clock, next: replyTimetable(policy, { ...state, ...clock }) };
}

// The policy is read only for what is said.
async function spokenIn(
  em: Em,
  { caseId, program, ...known }: RecordedCase,
  move: Move,
): Promise<ReturnType<typeof spokenBy>> {
  if (move.says.length === 0 && move.entersQueue === undefined) return { messages: [], entries: [] };
  const policy = await readCasePolicy<CasePolicy>(em, caseId, known);
  return spokenBy(wordingOfCase(program, policy), move, await replyTo(em, { policy, program }, move));
}

async function replyTo(
  em: Em,
  { policy, program }: { policy: CasePolicy; program: string },
  move: Move,
): Promise<RuledText | null> {
  if (move.entersQueue === undefined) return null;
  return replyOnEntering(policy, move, await readAbsence(em, program, queueThatMayReply(policy, move)));
}

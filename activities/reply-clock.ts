// The messages that set the reply clock are in the record, never in a workflow.
import type { Em } from '../db/orm.ts';
import { readCasePolicy } from '../db/read/cases.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { readReplyFacts, type StoredClock, writeReplyLook } from '../db/write/conversation-clock.ts';
import { countedInstant } from '../domain/calendar/counted-instant.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { CasePolicy } from '../domain/conversation/policy.ts';
import { type ReplyFacts, type ReplyMove, replyTimetable, takeReplyStep } from '../domain/conversation/replies.ts';

/**
 * Takes due steps. Returns the time of the next look; `null`: not before the customer writes. Runs in a transaction.
 */
export async function lookAtReplies(
  em: Em,
  { caseId: conversationId, ...known }: { caseId: string; programVersion?: number },
  at: Instant,
): Promise<Instant | null> {
  await lockCase(em, conversationId);
  const found = await readReplyFacts(em, conversationId);
  if (found === null || found.stage !== 'assigned') return null;
  const policy = await readCasePolicy<CasePolicy>(em, conversationId, known);
  const { facts, moves } = takeDue(policy, found, at);
  const next = replyTimetable(policy, facts);
  const watchedUntil = next[0]?.at ?? null;
  const { category, queue, assignee } = found;
  const details = { category, queue, assignee };
  await writeReplyLook(em, conversationId, { clock: facts, next, watchedUntil, moves, details }, at);
  return watchedUntil;
}

/** Takes all due steps, in order. After an outage they are late, but each is taken once. */
function takeDue(
  policy: CasePolicy,
  { movedAt, ...begin }: StoredClock,
  now: Instant,
): { facts: ReplyFacts; moves: ReplyMove[] } {
  const moves: ReplyMove[] = [];
  let facts: ReplyFacts = begin;
  for (let [next] = replyTimetable(policy, facts); next !== undefined && next.at <= now;) {
    const move = takeReplyStep(policy, facts, next.what, countedInstant(next.at, movedAt, now));
    moves.push(move);
    facts = { ...facts, ...move.clock };
    [next] = replyTimetable(policy, facts);
  }
  return { facts, moves };
}

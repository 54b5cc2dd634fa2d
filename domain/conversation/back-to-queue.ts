import type { Instant } from '../calendar/instant.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { Command } from './commands.ts';
import { escalationTimetable, ladderAfterRelease, rolesTold } from './ladder.ts';
import { type CasePolicy, categoryPolicy, queuePolicy } from './policy.ts';
import { type ConversationState, ladderBegins, type Move, moved } from './state.ts';

type Cause = Omit<TimelineEntry, 'at'>;

/** The cause of a release: the assignee asked, or has left. */
export function releaseCause(policy: CasePolicy, { by, because, how }: Extract<Command, { kind: 'release' }>): Cause {
  const cause = { what: 'released', by: by.login, rule: policy.rules.released };
  if (because === undefined) return cause;
  const details = { assignee: by.login, because, ...(how === undefined ? {} : { how }) };
  return { ...cause, by: 'careline', details };
}

/**
 * Returns a request to its queue; its ladder continues from its current step (CDEK-16). The addressed roles, and those
 * that only hear of it, are told again, so the next announcement counts from here.
 */
export function release(policy: CasePolicy, before: ConversationState, cause: Cause, at: Instant): Move {
  const waiting = moved(before, at, { stage: 'waiting', lastStepAt: at, assignee: null });
  const { state, entries } = ladderAfterRelease(policy, waiting, at);
  const told = rolesTold(policy, state);
  return {
    state,
    at,
    says: [],
    notifies: [
      ...(told.length === 0 ? [] : [{ kind: 'still-waiting' as const, roles: told, except: cause.by }]),
      // A person of both is told that they may accept it.
      { kind: state.overdue ? 'overdue' : 'new', roles: state.addressedRoles, except: cause.by },
    ],
    entries: [{ at, ...cause }, ...entries],
    next: escalationTimetable(policy, state),
  };
}

/** CDEK-18: a new target starts a new ladder; the age still counts from the request's opening. */
export function waitAgain(
  policy: CasePolicy,
  before: ConversationState,
  category: string,
  cause: Cause,
  at: Instant,
): Move {
  const queue = categoryPolicy(policy, category)?.queue ?? before.queue;
  const { role } = queuePolicy(policy, queue);
  const visitedQueues = [...new Set([...before.visitedQueues, queue])];
  const ladder = { ...ladderBegins(role, at), ladderRun: before.ladderRun + 1 };
  const state = moved(before, at, { stage: 'waiting', category, queue, visitedQueues, ...ladder });
  const move: Move = {
    state,
    at,
    says: [],
    notifies: [{ kind: 'new', roles: [role], except: cause.by }],
    entries: [{ at, ...cause }],
    next: escalationTimetable(policy, state),
  };
  return category === before.category ? move : { ...move, entersQueue: queue };
}

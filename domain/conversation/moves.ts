// Owns what a person's command does to a request. Refuses to ask whether it may: that is `commands.ts`.
import type { Instant } from '../calendar/instant.ts';
import type { Command } from './commands.ts';
import { escalationTimetable } from './ladder.ts';
import { type CasePolicy, categoryPolicy, queuePolicy } from './policy.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { ConversationState, Move, Notify } from './state.ts';

/** Carries out a command that is not refused; `null` when it asks for what already is. */
export function moveOfCommand(
  policy: CasePolicy,
  state: ConversationState,
  command: Command,
  at: Instant,
): Move | null {
  const by = command.by.login;
  switch (command.kind) {
    case 'accept':
      return take(policy, state, by, by, 'accepted', at);
    case 'assign':
      return take(policy, state, command.to, by, 'assigned', at);
    case 'release':
      return waitAnew(policy, state, state.category, releaseCause(policy, command), at);
    case 'transfer': {
      const details = { from: state.category, to: command.category };
      const cause = { what: 'transferred', by, rule: policy.rules.transferred, details, ...noted(command.noteId) };
      return waitAnew(policy, state, command.category, cause, at);
    }
    case 'close':
      return close(policy, state, command, at);
  }
}

function take(
  policy: CasePolicy,
  before: ConversationState,
  assignee: string,
  by: string,
  what: 'accepted' | 'assigned',
  at: Instant,
): Move | null {
  if (before.stage === 'assigned' && before.assignee === assignee) return null;
  const state: ConversationState = { ...before, version: before.version + 1, movedAt: at, stage: 'assigned', assignee };
  // Whoever was addressed, or worked on it until now, learns who has it.
  const others =
    before.stage === 'waiting' ? { roles: before.addressedRoles } : { roles: [], login: before.assignee ?? '' };
  const notifies: Notify[] = [{ kind: 'taken', ...others, except: before.stage === 'waiting' ? assignee : by }];
  if (by !== assignee) notifies.push({ kind: 'assigned-to-you', roles: [], login: assignee });
  const entries = [{ at, what, by, rule: policy.rules[what], details: { assignee } }];
  return { state, at, says: [], notifies, entries, next: escalationTimetable(policy, state) };
}

type Cause = Omit<TimelineEntry, 'at'>;

function releaseCause(policy: CasePolicy, { by, because }: Extract<Command, { kind: 'release' }>): Cause {
  const cause = { what: 'released', by: by.login, rule: policy.rules.released };
  return because === undefined ? cause : { ...cause, by: 'careline', details: { assignee: by.login, because } };
}

function noted(noteId: string | null): { noteId?: string } {
  return noteId === null ? {} : { noteId };
}

// CDEK-18: a new target means a new ladder; the age counts from the request's opening all the same.
function waitAnew(policy: CasePolicy, before: ConversationState, category: string, cause: Cause, at: Instant): Move {
  const queue = categoryPolicy(policy, category)?.queue ?? before.queue;
  const { role } = queuePolicy(policy, queue);
  const state: ConversationState = {
    ...before,
    version: before.version + 1,
    movedAt: at,
    stage: 'waiting',
    category,
    queue,
    visitedQueues: before.visitedQueues.includes(queue) ? before.visitedQueues : [...before.visitedQueues, queue],
    ladderRun: before.ladderRun + 1,
    waitingSince: at,
    stepsTaken: 0,
    lastStepAt: null,
    addressedRoles: [role],
    overdue: false,
    assignee: null,
  };
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

function close(
  policy: CasePolicy,
  before: ConversationState,
  command: Extract<Command, { kind: 'close' }>,
  at: Instant,
): Move {
  const { disposition, by } = command;
  const state: ConversationState = {
    ...before,
    version: before.version + 1,
    movedAt: at,
    stage: 'closed',
    closedAt: at,
    disposition,
    dispositionNoteId: command.noteId,
  };
  return {
    state,
    at,
    says: [{ text: policy.rating.text, choices: 'scores' }],
    notifies: [],
    entries: [
      {
        at,
        what: 'closed',
        by: by.login,
        rule: policy.rules.closed,
        details: { disposition },
        ...noted(command.noteId),
      },
    ],
    next: [],
  };
}

import type { Instant } from '../calendar/instant.ts';
import type { Assignment } from '../distribution.ts';
import type { Command } from './commands.ts';
import { release, releaseCause, waitAgain } from './back-to-queue.ts';
import { isBeingGiven, toldOfWaiting, withoutGiving } from './giving.ts';
import { stepsAhead } from './ladder.ts';
import type { CasePolicy } from './policy.ts';
import { type ConversationState, type Move, moved, type Notify } from './state.ts';

/** Carries out a command that is not refused; `null` when it changes nothing. */
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
      return release(policy, state, releaseCause(policy, command), at);
    case 'transfer': {
      const details = { from: state.category, to: command.category };
      const cause = { what: 'transferred', by, rule: policy.rules.transferred, details, ...noted(command.noteId) };
      return waitAgain(policy, state, command.category, cause, at);
    }
    case 'close':
      return close(policy, state, command, at);
  }
}

/**
 * Careline gives a request to a person whom it has chosen; `null` when someone has taken it meanwhile. A choice may be
 * late, after a killed worker: one for another queue, or of the person who has returned it since, counts no longer.
 */
export function give(
  policy: CasePolicy,
  state: ConversationState,
  { ticket: queue, login }: Assignment,
  at: Instant,
): Move | null {
  const isMeant = isBeingGiven(policy, state) && queue === state.queue && login !== state.returnedBy;
  return isMeant ? take(policy, state, login, 'careline', 'assigned', at) : null;
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
  const state = moved(withoutGiving(before), at, { stage: 'assigned', assignee });
  // People who were addressed, or the previous assignee, learn who has it.
  const others =
    before.stage === 'waiting' ? { roles: before.addressedRoles } : { roles: [], login: before.assignee ?? '' };
  const except = before.stage === 'waiting' ? assignee : by;
  const notifies: Notify[] = toldOfWaiting(before, [{ kind: 'taken', ...others, except }]);
  if (by !== assignee) notifies.push({ kind: 'assigned-to-you', roles: [], login: assignee });
  const entries = [{ at, what, by, rule: policy.rules[what], details: { assignee } }];
  const move: Move = { state, at, says: [], notifies, entries, next: stepsAhead(policy, state) };
  // A reassigned request keeps its reply clock: its customer is still waiting.
  return before.stage === 'waiting' && policy.replies ? { ...move, beginsReplyClock: true } : move;
}

function noted(noteId: string | null): { noteId?: string } {
  return noteId === null ? {} : { noteId };
}

function close(
  policy: CasePolicy,
  before: ConversationState,
  command: Extract<Command, { kind: 'close' }>,
  at: Instant,
): Move {
  const { disposition, by } = command;
  const closing = { stage: 'closed' as const, closedAt: at, disposition, dispositionNoteId: command.noteId };
  const state = moved(before, at, closing);
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

import type { LeavingReason } from '../access/held.ts';
import {
  type AccessFacts,
  type ConversationAction,
  refusalOf,
  type Staff,
  wasAddressed,
} from '../access/conversation-access.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { missingDisposition } from './disposition.ts';
import { type CasePolicy, categoryPolicy } from './policy.ts';
import { conversationScopes } from './scopes.ts';
import type { ConversationState, Stage } from './state.ts';

/**
 * A person's command. Texts that people write (a reason, a disposition's own text) are notes in the database. A command
 * holds only their ids, because it stays in a workflow's history.
 */
export type Command = { by: Staff } & (
  | { kind: 'accept' }
  /** `left`: the assignee `by` no longer works in the program, and the system releases the request. */
  | { kind: 'release'; because?: 'left'; how?: LeavingReason }
  | { kind: 'assign'; to: string }
  | { kind: 'transfer'; category: string; noteId: string | null }
  | { kind: 'close'; disposition: string | null; noteId: string | null }
);

/** The facts that decide a refusal; a record has them as well as a running case. */
export type CommandFacts = AccessFacts & { stage: Stage; category: string | null };

/** The facts of a running case. */
export function commandFacts(state: ConversationState): CommandFacts {
  return { ...state, scopes: conversationScopes(state) };
}

/**
 * Why a command is refused in this state, or `null`. Access is checked first, so a refusal never reveals a state that
 * the person may not see. Repeating one's own command is not refused.
 */
export function refusalOfCommand(policy: CasePolicy, state: CommandFacts, command: Command): Refusal | null {
  const action: ConversationAction = `conversation.${command.kind}`;
  if (command.kind === 'accept') return refusalOfAccept(policy, state, command.by);
  if (command.kind === 'release' && command.because === 'left') return refusalOfLeaving(state, command.by);
  const denied = refusalOf(policy, action, command.by, state);
  if (denied !== null) return denied;
  if (state.stage === 'closed') return refusal('conversation-closed', 'the conversation is closed');
  if (command.kind === 'transfer') {
    if (categoryPolicy(policy, command.category) === undefined) {
      return refusal('category-unknown', 'there is no such category');
    }
    if (command.category === state.category) {
      return refusal('same-category', 'the request is in this category already');
    }
  }
  if (command.kind === 'close') return missingDisposition(policy, command.disposition, command.noteId !== null);
  return null;
}

// A person who has left holds no role to check. Work that is no longer theirs stays where it is.
function refusalOfLeaving({ stage, assignee }: CommandFacts, { login }: Staff): Refusal | null {
  if (stage === 'assigned' && assignee === login) return null;
  return refusal('not-assignee', 'it is not theirs any more', { assignee });
}

// CDEK-20: an addressed person who comes too late is told who took the request, though they may no longer see it.
function refusalOfAccept(policy: CasePolicy, state: CommandFacts, by: Staff): Refusal | null {
  if (state.stage === 'assigned' && state.assignee === by.login) return null;
  if (state.stage !== 'waiting') {
    const visible = refusalOf(policy, 'conversation.read', by, state) === null;
    if (state.stage === 'closed' && visible) return refusal('conversation-closed', 'the conversation is closed');
    if (visible || wasAddressed(policy, by, state)) {
      return refusal('already-accepted', 'a colleague has accepted it', { assignee: state.assignee });
    }
  }
  return refusalOf(policy, 'conversation.accept', by, state);
}

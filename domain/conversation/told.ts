// Owns how long what people were told of a request is so: until it is taken, answered, passed on or closed. Refuses to tell.
import type { StillTold } from '../told.ts';
import type { ConversationState, Move, NotificationKind, Notify } from './state.ts';

const OF_WAITING = ['new', 'overdue', 'waiting-at-opening'] as const satisfies NotificationKind[];
const OF_ASSIGNEE = ['assigned-to-you', 'reply-overdue', 'ask-to-close'] as const satisfies NotificationKind[];

/** What people were told of a request that is still so after a move. Nothing once it is closed. */
export function stillToldOf(
  state: Pick<ConversationState, 'stage' | 'addressedRoles' | 'assignee'>,
): readonly StillTold[] {
  const { stage, addressedRoles, assignee } = state;
  if (stage === 'waiting') return [{ kinds: OF_WAITING, roles: addressedRoles }];
  if (stage === 'closed') return [];
  return [{ kinds: ['reply-escalated'] }, ...(assignee === null ? [] : [{ kinds: OF_ASSIGNEE, login: assignee }])];
}

/** What is no longer so once somebody has written: a reply ends the wait, any word ends the silence. */
export function endedByMessage(from: 'customer' | 'agent'): readonly NotificationKind[] {
  return from === 'agent' ? ['reply-overdue', 'reply-escalated', 'ask-to-close'] : ['ask-to-close'];
}

/** What a move says to people: what they keep, what only those hear who listen at that moment, what was said before and still is so. */
export type ToldByMove = {
  kept: readonly Notify[];
  live: readonly Notify[];
  still: readonly StillTold[];
};

// There is nothing to do about it: it is told, and kept for nobody.
const LIVE: readonly NotificationKind[] = ['taken'];

export function toldByMove({ state, notifies }: Pick<Move, 'state' | 'notifies'>): ToldByMove {
  return {
    kept: notifies.filter(({ kind }) => !LIVE.includes(kind)),
    live: notifies.filter(({ kind }) => LIVE.includes(kind)),
    still: stillToldOf(state),
  };
}

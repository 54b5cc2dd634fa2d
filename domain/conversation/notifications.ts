import type { RemainingNotifications } from '../remaining-notifications.ts';
import type { ConversationState, Move, NotificationKind, Notify } from './state.ts';

const OF_WAITING = ['new', 'overdue', 'waiting-at-opening'] as const satisfies NotificationKind[];
const OF_ASSIGNEE = ['assigned-to-you', 'reply-overdue', 'ask-to-close'] as const satisfies NotificationKind[];

/** The notifications that are still true after a move. None once it is closed. */
export function remainingNotifications(
  state: Pick<ConversationState, 'stage' | 'addressedRoles' | 'assignee' | 'stepsTaken'>,
): readonly RemainingNotifications[] {
  const { stage, addressedRoles, assignee, stepsTaken } = state;
  if (stage === 'waiting') {
    // A ladder that begins has told no one yet.
    const told = stepsTaken === 0 ? [] : [{ kinds: ['still-waiting' satisfies NotificationKind] }];
    return [{ kinds: OF_WAITING, roles: addressedRoles }, ...told];
  }
  if (stage === 'closed') return [];
  return [{ kinds: ['reply-escalated'] }, ...(assignee === null ? [] : [{ kinds: OF_ASSIGNEE, login: assignee }])];
}

/** The notifications that end with a message: a reply ends the wait, any message ends the silence. */
export function endedByMessage(from: 'customer' | 'agent'): readonly NotificationKind[] {
  return from === 'agent' ? ['reply-overdue', 'reply-escalated', 'ask-to-close'] : ['ask-to-close'];
}

/**
 * A move's notifications: `kept` are stored, `live` reach only people online now, `still` are older ones that remain
 * true.
 */
export type MoveNotifications = {
  kept: readonly Notify[];
  live: readonly Notify[];
  still: readonly RemainingNotifications[];
};

// People can do nothing about it, so it is not stored.
const LIVE: readonly NotificationKind[] = ['taken'];

export function notificationsOfMove({ state, notifies }: Pick<Move, 'state' | 'notifies'>): MoveNotifications {
  return {
    kept: notifies.filter(({ kind }) => !LIVE.includes(kind)),
    live: notifies.filter(({ kind }) => LIVE.includes(kind)),
    still: remainingNotifications(state),
  };
}

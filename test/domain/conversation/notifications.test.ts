// How long a notification about a conversation stays true.
import { describe, expect, test } from '@jest/globals';
import type { RemainingNotifications } from '../../../domain/remaining-notifications.ts';
import {
  endedByMessage,
  remainingNotifications,
  notificationsOfMove,
} from '../../../domain/conversation/notifications.ts';
import { anOverdueState, assigned, aWaitingState, closed } from '../../harness/builders.ts';

const KINDS = [
  ...(['new', 'overdue', 'waiting-at-opening', 'assigned-to-you'] as const),
  ...(['reply-overdue', 'reply-escalated', 'ask-to-close'] as const),
];

/** The kinds that stay for a person who was notified by role or by name. */
function staying(still: readonly RemainingNotifications[], login: string, by: string | null): string[] {
  const stays = (kind: string) =>
    still.some(
      ({ kinds, roles, login: only }) =>
        kinds.includes(kind) &&
        (roles === undefined || (by !== null && roles.includes(by))) &&
        (only === undefined || only === login),
    );
  return KINDS.filter(stays);
}

describe('CDEK-09 CDEK-10 what was told of a request stays', () => {
  const waiting = ['new', 'overdue', 'waiting-at-opening'];
  const own = ['assigned-to-you', 'reply-overdue', 'reply-escalated', 'ask-to-close'];

  test.each<[string, readonly RemainingNotifications[], string, string | null, string[]]>([
    ['waiting, addressed', remainingNotifications(aWaitingState()), 'klo-1', 'klo', waiting],
    ['waiting, not yet addressed', remainingNotifications(aWaitingState()), 'support-1', 'support', []],
    ['overdue, addressed meanwhile', remainingNotifications(anOverdueState()), 'support-1', 'support', waiting],
    ['waiting, told by name before', remainingNotifications(aWaitingState()), 'klo-1', null, []],
    [
      'taken, by whom it was addressed',
      remainingNotifications(assigned(anOverdueState(), 'klo-2')),
      'klo-1',
      'klo',
      ['reply-escalated'],
    ],
    ['taken, whose it is', remainingNotifications(assigned(aWaitingState(), 'klo-2')), 'klo-2', null, own],
    ['closed, whose it was', remainingNotifications(closed(assigned(aWaitingState(), 'klo-2'))), 'klo-2', null, []],
  ])('%s', (_, still, login, by, expected) => {
    expect(staying(still, login, by)).toEqual(expected);
  });
});

test('CDEK-16 a reply ends what was told of the wait, and any word what was told of the silence', () => {
  expect(endedByMessage('agent')).toEqual(['reply-overdue', 'reply-escalated', 'ask-to-close']);
  expect(endedByMessage('customer')).toEqual(['ask-to-close']);
});

test('an accept is heard live, and no notification is kept', () => {
  const state = assigned(aWaitingState(), 'klo-2');
  const [taken, given] = [
    { kind: 'taken' as const, roles: ['klo'] },
    { kind: 'assigned-to-you' as const, roles: [], login: 'klo-2' },
  ];
  const told = notificationsOfMove({ state, notifies: [taken, given] });
  expect(told).toEqual({ kept: [given], live: [taken], still: remainingNotifications(state) });
});

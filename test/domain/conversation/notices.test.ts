// A step that only tells roles of a request: it is not offered to them, and it does not become overdue.
import { describe, expect, test } from '@jest/globals';
import { release } from '../../../domain/conversation/back-to-queue.ts';
import { beginRequest } from '../../../domain/conversation/intake.ts';
import { escalationTimetable, takeStep } from '../../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../../domain/conversation/moves.ts';
import { remainingNotifications } from '../../../domain/conversation/notifications.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import { conversationTodo } from '../../../domain/conversation/todo.ts';
import { conversationWords } from '../../../domain/conversation/words.ts';
import { assigned, secondsLater } from '../../harness/builders.ts';
import { theWorkshopPolicy } from '../../harness/workshop.ts';

const policy = theWorkshopPolicy();
// A Tuesday morning in Amsterdam.
const SINCE = '2031-03-04T09:00:15.000Z';

function begun(category = 'shop'): ConversationState {
  const found = policy.categories.find((one) => one.category === category);
  if (found === undefined) throw new Error(`there is no ${category}`);
  return beginRequest(policy, found, SINCE).state;
}

function climb(state: ConversationState): Move {
  const [next] = escalationTimetable(policy, state);
  if (next === undefined) throw new Error('nothing is next');
  return takeStep(policy, state, next.at);
}

/** After so many steps of the ladder. */
const after = (steps: number): ConversationState =>
  Array.from({ length: steps }).reduce<ConversationState>((state) => climb(state).state, begun());

describe('a notice', () => {
  test('is ahead like every step, and named in the Temporal UI', () => {
    const [next] = escalationTimetable(policy, begun());
    expect(next).toEqual({ at: secondsLater(SINCE, 180), what: 'waiting-notice', rule: 'Workshop rule 2' });
    expect(conversationWords.step(policy, begun(), next!)).toBe('if still waiting, owner are told');
    expect(conversationWords.step(policy, after(2), escalationTimetable(policy, after(2))[0]!)).toBe(
      'if still waiting, owner and foreman are told',
    );
    expect(conversationWords.step(policy, after(1), escalationTimetable(policy, after(1))[0]!)).toBe(
      'if still waiting, it passes to foreman as overdue',
    );
  });

  test('tells its roles, and offers the request to no one else', () => {
    const { state, notifies, entries, says, at } = climb(begun());
    expect(state).toMatchObject({ stage: 'waiting', overdue: false, addressedRoles: ['counter'], stepsTaken: 1 });
    expect(notifies).toEqual([{ kind: 'still-waiting', roles: ['owner'] }]);
    const entry = { what: 'waiting-notice-sent', by: 'careline', rule: 'Workshop rule 2', details: { to: ['owner'] } };
    expect(entries).toEqual([{ at, ...entry }]);
    expect(says).toEqual([]);
  });

  test('is no deadline: the request is to be accepted before the next step that does more', () => {
    const now = secondsLater(SINCE, 181);
    const facts = { ...after(1), awaitingReplySince: null, silentSince: null };
    expect(conversationTodo(policy, facts, now)).toMatchObject([
      { what: 'accept', dueAt: secondsLater(SINCE, 600), overdue: false },
    ]);
  });

  test('stays true while the request waits, and ends when it is taken or goes to another queue', () => {
    const kinds = (state: ConversationState) => remainingNotifications(state).flatMap((one) => one.kinds);
    expect(kinds(begun())).not.toContain('still-waiting');
    expect(kinds(after(1))).toContain('still-waiting');
    expect(remainingNotifications(after(1)).at(-1)).toEqual({ kinds: ['still-waiting'] });
    expect(kinds(assigned(after(1), 'counter'))).not.toContain('still-waiting');
    const by = { login: 'owner', roles: ['owner'] };
    const transfer = { kind: 'transfer', by, category: 'complaint', noteId: null } as const;
    const moved = moveOfCommand(policy, after(1), transfer, secondsLater(SINCE, 200));
    expect(kinds(moved!.state)).not.toContain('still-waiting');
  });

  test('is given again when the request comes back; a person of both hears that they may accept it', () => {
    const held = assigned(after(1), 'counter');
    const cause = { what: 'released', by: 'counter', rule: null };
    // The second notice has passed while the request was held.
    const { notifies, entries } = release(policy, held, cause, secondsLater(SINCE, 960));
    expect(notifies).toEqual([
      { kind: 'still-waiting', roles: ['owner', 'foreman'], except: 'counter' },
      { kind: 'overdue', roles: ['counter', 'foreman'], except: 'counter' },
    ]);
    expect(entries.map(({ what }) => what)).toEqual(['released', 'escalated']);
    const early = release(policy, assigned(begun(), 'counter'), cause, secondsLater(SINCE, 60));
    expect(early.notifies).toEqual([{ kind: 'new', roles: ['counter'], except: 'counter' }]);
  });
});

test('a queue without a ladder of its own goes by that of all queues; an empty one is its own', () => {
  expect(policy.queues['bench']?.ladder).toBe(policy.queues['counter']?.ladder);
  expect(policy.queues['bench']?.ladder).toHaveLength(4);
  expect(policy).not.toHaveProperty('ladder');
  expect(escalationTimetable(policy, begun('complaint')).map(({ what }) => what)).toEqual(['announcement-at-opening']);
});

// A queue that gives its requests to people: at once in opening hours, to someone at work, and to no one twice.
import { describe, expect, test } from '@jest/globals';
import { release } from '../../../domain/conversation/back-to-queue.ts';
import { beginRequest } from '../../../domain/conversation/intake.ts';
import { stepsAhead, takeStep } from '../../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../../domain/conversation/moves.ts';
import { conversation } from '../../../domain/conversation/process.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import { secondsLater } from '../../harness/builders.ts';
import { theWorkshopPolicy } from '../../harness/workshop.ts';

const policy = theWorkshopPolicy();
// A Tuesday morning and evening in Amsterdam; it opens at 9:00 and closes at 17:00.
const MORNING = '2031-03-04T09:00:15.000Z';
const EVENING = '2031-03-04T18:00:00.000Z';
const NEXT_OPENING = '2031-03-05T08:00:00.000Z';
const bram = { login: 'bench-1', roles: ['bench'] };

function begun(at = MORNING, category = 'repair'): Move {
  const found = policy.categories.find((one) => one.category === category);
  if (found === undefined) throw new Error(`there is no ${category}`);
  return beginRequest(policy, found, at);
}

const distributed = conversation.distributed!;
const waiting = (state: ConversationState) => distributed.waiting(policy, state);
const given = (state: ConversationState, login = 'bench-1') =>
  distributed.assign(policy, state, { ticket: 'bench', login }, secondsLater(state.movedAt, 1))[0];
const notPlaced = (state: ConversationState) =>
  distributed.notPlaced!(policy, state, secondsLater(state.movedAt, 1))[0];
const arrived = (state: ConversationState, at: string, version?: number) =>
  conversation.facts.personArrived(policy, state, version === undefined ? {} : { version }, at)[0];
const whats = ({ next }: Pick<Move, 'next'>) => next.map(({ what }) => what);

describe('a request that enters the queue in opening hours', () => {
  const { state, notifies, next } = begun();

  test('is given to someone at work: no one is told of it, and that is what happens next', () => {
    expect(waiting(state)).toEqual([{ key: 'bench', team: 'bench', presentOnly: true }]);
    expect(notifies).toEqual([]);
    expect(next[0]).toEqual({ at: MORNING, what: 'assignment', rule: null });
    expect(conversation.timetable(policy, state).map(({ what }) => what)).not.toContain('assignment');
  });

  test('has an assignee at once, who is told; no one else is', () => {
    const move = given(state);
    expect(move?.state).toMatchObject({ stage: 'assigned', assignee: 'bench-1' });
    expect(move?.state).not.toHaveProperty('giving');
    expect(move?.notifies).toEqual([{ kind: 'assigned-to-you', roles: [], login: 'bench-1' }]);
    expect(move?.entries).toMatchObject([{ what: 'assigned', by: 'careline', details: { assignee: 'bench-1' } }]);
    expect(waiting(move!.state)).toEqual([]);
  });

  test('is given once: someone may take it first, and a second choice does nothing', () => {
    const taken = moveOfCommand(policy, state, { kind: 'accept', by: bram }, secondsLater(MORNING, 1))!.state;
    expect(given(taken, 'bench-2')).toBeUndefined();
    expect(given(given(state)!.state, 'bench-2')).toBeUndefined();
    expect(notPlaced(taken)).toBeUndefined();
  });

  // A killed worker's choice may come after the request was taken and returned, or sent to another queue.
  test('is not given by a choice for an earlier wait: of another queue, or of who has returned it', () => {
    const [at, by] = [secondsLater(MORNING, 2), bram.login];
    const taken = moveOfCommand(policy, state, { kind: 'accept', by: bram }, secondsLater(MORNING, 1))!.state;
    const returned = release(policy, taken, { what: 'released', by, rule: null }, at).state;
    expect(given(returned)).toBeUndefined();
    expect(given(returned, 'bench-2')?.state).toMatchObject({ assignee: 'bench-2' });
    expect(distributed.assign(policy, state, { ticket: 'counter', login: 'counter-1' }, at)).toEqual([]);
  });

  test('goes on being given while its ladder takes a step', () => {
    const told = takeStep(policy, state, secondsLater(MORNING, 180));
    expect(whats(told)[0]).toBe('assignment');
    expect(distributed.changed(policy, told)).toHaveLength(1);
  });
});

describe('with no one at work', () => {
  const left = notPlaced(begun().state)!;

  test('the people of the queue hear of it, and may take it', () => {
    expect(left.state).toMatchObject({ stage: 'waiting', addressedRoles: ['bench'] });
    expect(left.notifies).toEqual([{ kind: 'new', roles: ['bench'], except: '' }]);
    expect(left.entries).toMatchObject([{ what: 'no-one-present', by: 'careline', details: { to: ['bench'] } }]);
    expect(waiting(left.state)).toEqual([]);
    expect(notPlaced(left.state)).toBeUndefined();
    const accepted = moveOfCommand(policy, left.state, { kind: 'accept', by: bram }, secondsLater(MORNING, 60));
    expect(accepted?.state.assignee).toBe('bench-1');
    expect(accepted?.notifies).toContainEqual({ kind: 'taken', roles: ['bench'], except: 'bench-1' });
  });

  test('its ladder goes on, and it is given at the next opening', () => {
    expect(left.next.map(({ at, what }) => [at, what])).toEqual([
      [secondsLater(MORNING, 180), 'waiting-notice'],
      [secondsLater(MORNING, 600), 'escalation'],
      [secondsLater(MORNING, 900), 'waiting-notice'],
      [secondsLater(MORNING, 1_200), 'no-answer-text'],
      [NEXT_OPENING, 'announcement-at-opening'],
      [NEXT_OPENING, 'assignment'],
    ]);
  });

  test('it is given when someone comes to work in opening hours, and no one is told twice', () => {
    const again = arrived(left.state, secondsLater(MORNING, 60))!;
    expect(again.notifies).toEqual([]);
    expect(whats(again)[0]).toBe('assignment');
    expect(waiting(again.state)).toHaveLength(1);
    expect(notPlaced(again.state)?.notifies).toEqual([]);
    expect(arrived(again.state, secondsLater(MORNING, 61))).toBeUndefined();
    expect(arrived(left.state, EVENING)).toBeUndefined();
    expect(arrived(given(begun().state)!.state, secondsLater(MORNING, 60))).toBeUndefined();
  });
});

describe('someone comes while a person is being chosen', () => {
  const { state } = begun();
  const at = secondsLater(MORNING, 1);

  test('the choice is made again, because it may have missed them', () => {
    const again = arrived(state, at, state.version)!;
    expect(waiting(again.state)).toHaveLength(1);
    expect(again.state.giving).toEqual(state.giving);
    expect([again.notifies, again.entries]).toEqual([[], []]);
  });

  test('a choice that was asked for later has seen them', () => {
    const later = arrived(state, at, state.version)!.state;
    expect(arrived(later, at, state.version)).toBeUndefined();
    expect(arrived(state, EVENING, state.version)).toBeUndefined();
  });
});

describe('outside opening hours', () => {
  const { state, notifies } = begun(EVENING);

  test('it waits as in any queue', () => {
    expect(waiting(state)).toEqual([]);
    expect(notifies).toEqual([{ kind: 'new', roles: ['bench'] }]);
  });

  test('it is announced at the opening, and given then', () => {
    const last = conversation.timetable(policy, state).length - 1;
    let now = state;
    for (let step = 0; step < last; step += 1)
      now = takeStep(policy, now, conversation.timetable(policy, now)[0]!.at).state;
    const opening = takeStep(policy, now, NEXT_OPENING);
    expect(opening.entries).toMatchObject([{ what: 'announced-at-opening' }]);
    expect(opening.next[0]).toEqual({ at: NEXT_OPENING, what: 'assignment', rule: null });
    expect(waiting(opening.state)).toHaveLength(1);
    expect(notPlaced(opening.state)?.notifies).toEqual([]);
  });
});

describe('a request that comes back', () => {
  const held = given(begun().state)!.state;
  const at = secondsLater(MORNING, 700);

  test('does not go to the person who has returned it', () => {
    const back = release(policy, held, { what: 'released', by: 'bench-1', rule: null }, at);
    expect(waiting(back.state)).toEqual([{ key: 'bench', team: 'bench', presentOnly: true, except: 'bench-1' }]);
    expect(back.notifies).toEqual([]);
    // With no one else at work, the addressed roles are told, and those that only hear of it.
    expect(notPlaced(back.state)?.notifies).toEqual([
      { kind: 'still-waiting', roles: ['owner'], except: 'bench-1' },
      { kind: 'overdue', roles: ['bench', 'foreman'], except: 'bench-1' },
    ]);
    expect(given(back.state, 'bench-2')?.state).not.toHaveProperty('returnedBy');
  });

  test('goes to anyone of the queue when its assignee has left', () => {
    const leave = { kind: 'release', by: bram, because: 'left', how: 'deactivated' } as const;
    const back = moveOfCommand(policy, held, leave, at)!;
    expect(waiting(back.state)).toMatchObject([{ team: 'bench', except: 'careline' }]);
  });

  test('of another queue is given by the rules of that queue', () => {
    const transfer = { kind: 'transfer', by: bram, noteId: null } as const;
    const shop = moveOfCommand(policy, held, { ...transfer, category: 'shop' }, at)!;
    expect(shop.state).not.toHaveProperty('giving');
    expect(shop.notifies).toEqual([{ kind: 'new', roles: ['counter'], except: 'bench-1' }]);
    const counter = { login: 'counter', roles: ['counter'] };
    const back = moveOfCommand(policy, shop.state, { ...transfer, by: counter, category: 'repair' }, at)!;
    expect(waiting(back.state)).toMatchObject([{ team: 'bench', except: 'counter' }]);
  });
});

describe('a request that waits while its queue begins to reach people in another way', () => {
  // The rules of today with the other distribution for this queue.
  const by = (distribution: 'push' | 'claim') => ({
    ...policy,
    queues: { ...policy.queues, bench: { ...policy.queues.bench!, distribution } },
  });
  const at = secondsLater(MORNING, 30);
  const followed = (state: ConversationState, distribution: 'push' | 'claim', now = at) =>
    conversation.followed!(by(distribution), state, now)[0];
  const claimed = followed(begun().state, 'claim')!;

  test('is given no longer, and the people of the queue hear of it', () => {
    expect(claimed.state).not.toHaveProperty('giving');
    expect(claimed.notifies).toEqual([{ kind: 'new', roles: ['bench'], except: '' }]);
    expect(whats(claimed)).not.toContain('assignment');
    // A choice from before.
    const chosen = { ticket: 'bench', login: 'bench-1' };
    expect(distributed.assign(by('claim'), begun().state, chosen, at)).toEqual([]);
    expect(distributed.waiting(by('claim'), begun().state)).toEqual([]);
    expect(distributed.notPlaced!(by('claim'), begun().state, at)).toEqual([]);
    // People who know of it are not told again.
    expect(followed(notPlaced(begun().state)!.state, 'claim')?.notifies).toEqual([]);
    expect(followed(begun(EVENING).state, 'claim', EVENING)?.notifies).toEqual([]);
  });

  test('is given at once in opening hours, else at the next opening', () => {
    const pushed = followed(claimed.state, 'push')!;
    expect(distributed.waiting(by('push'), pushed.state)).toHaveLength(1);
    expect(pushed.notifies).toEqual([]);
    expect(whats(pushed)[0]).toBe('assignment');
    const later = followed(claimed.state, 'push', EVENING)!;
    expect(distributed.waiting(by('push'), later.state)).toEqual([]);
    expect(later.next.at(-1)).toMatchObject({ at: NEXT_OPENING, what: 'assignment' });
  });

  test('stays as it is by rules that say the same, and with an assignee', () => {
    expect(followed(begun().state, 'push')).toBeUndefined();
    expect(followed(claimed.state, 'claim')).toBeUndefined();
    expect(followed(given(begun().state)!.state, 'claim')).toBeUndefined();
  });
});

test('a queue whose people take requests gives none, whatever was stored', () => {
  const { state } = begun(MORNING, 'shop');
  expect(waiting(state)).toEqual([]);
  expect(state).not.toHaveProperty('giving');
  expect(arrived(state, MORNING)).toBeUndefined();
  // Moved to other rules while it waited for someone of a queue that gave requests.
  const other = { ...state, giving: { choosing: false, told: true } };
  expect(stepsAhead(policy, other).map(({ what }) => what)).not.toContain('assignment');
  expect(arrived(other, secondsLater(MORNING, 1))).toBeUndefined();
});

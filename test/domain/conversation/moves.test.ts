// CDEK-10, CDEK-11, CDEK-17, CDEK-18: the state, notifications, messages and audit after each command.
import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../../domain/conversation/commands.ts';
import { moveOfCommand } from '../../../domain/conversation/moves.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import {
  anOverdueState,
  assigned,
  aSettlementsState,
  aSupportState,
  aWaitingState,
  moscow,
  staff,
  thePolicy,
} from '../../harness/builders.ts';

const policy = thePolicy();
const at = moscow('2031-03-03 10:42:07');
const klo1 = staff('klo-1');
const own = assigned(anOverdueState(), 'klo-1');

function moved(state: ConversationState, command: Command): Move {
  const move = moveOfCommand(policy, state, command, at);
  if (move === null) throw new Error('nothing has moved');
  return move;
}

const transfer = (category: string, noteId: string | null = null): Command => ({
  kind: 'transfer',
  by: klo1,
  category,
  noteId,
});

describe('accept', () => {
  test('CDEK-10 the request is theirs, the others of all addressed roles are told that it is taken', () => {
    const move = moved(anOverdueState(), { kind: 'accept', by: klo1 });
    expect(move.state).toEqual({ ...anOverdueState(), version: 3, movedAt: at, stage: 'assigned', assignee: 'klo-1' });
    expect(move.notifies).toEqual([{ kind: 'taken', roles: ['klo', 'klo-senior', 'support'], except: 'klo-1' }]);
    expect(move.entries).toEqual([
      { at, what: 'accepted', by: 'klo-1', rule: 'CDEK-10', details: { assignee: 'klo-1' } },
    ]);
    expect([move.at, move.says, move.next, move.entersQueue]).toEqual([at, [], [], undefined]);
  });

  test('CDEK-13 an overdue request accepted by KLO stays marked as overdue', () => {
    expect(moved(anOverdueState(), { kind: 'accept', by: klo1 }).state.overdue).toBe(true);
  });

  test('CDEK-10 accepted again by the same person: nothing happens', () => {
    expect(moveOfCommand(policy, own, { kind: 'accept', by: klo1 }, at)).toBeNull();
  });
});

describe('assign', () => {
  const by = staff('klo-senior');

  test('a waiting request: the person is told, the others see it is taken', () => {
    const move = moved(aWaitingState(), { kind: 'assign', by, to: 'klo-2' });
    expect(move.state).toMatchObject({ version: 2, stage: 'assigned', assignee: 'klo-2', ladderRun: 1 });
    expect(move.notifies).toEqual([
      { kind: 'taken', roles: ['klo'], except: 'klo-2' },
      { kind: 'assigned-to-you', roles: [], login: 'klo-2' },
    ]);
    expect(move.entries).toMatchObject([{ what: 'assigned', by: 'klo-senior', details: { assignee: 'klo-2' } }]);
    expect(move.next).toEqual([]);
  });

  test('one that has an assignee gets another: only the two are told', () => {
    const move = moved(own, { kind: 'assign', by, to: 'klo-2' });
    expect(move.state.assignee).toBe('klo-2');
    expect(move.notifies).toEqual([
      { kind: 'taken', roles: [], login: 'klo-1', except: 'klo-senior' },
      { kind: 'assigned-to-you', roles: [], login: 'klo-2' },
    ]);
  });

  test('to oneself tells oneself nothing', () => {
    const move = moved(own, { kind: 'assign', by, to: 'klo-senior' });
    expect(move.notifies).toEqual([{ kind: 'taken', roles: [], login: 'klo-1', except: 'klo-senior' }]);
  });

  test('to whom it is assigned already: nothing happens', () => {
    expect(moveOfCommand(policy, own, { kind: 'assign', by, to: 'klo-1' }, at)).toBeNull();
  });
});

describe('transfer', () => {
  test('CDEK-18 it waits again, unassigned, with the new ladder from its beginning', () => {
    const move = moved(own, transfer('account', 'note-1'));
    expect(move.state).toEqual({
      ...aSupportState({ waitingSince: at }),
      version: 4,
      ladderRun: 2,
      visitedQueues: ['klo', 'support'],
    });
    expect(move.next.map((step) => [step.at, step.what])).toEqual([
      [moscow('2031-03-03 11:12:07'), 'no-answer-text'],
      [moscow('2031-03-04 09:00'), 'announcement-at-opening'],
    ]);
    expect(move.notifies).toEqual([{ kind: 'new', roles: ['support'], except: 'klo-1' }]);
    expect(move.says).toEqual([]);
  });

  test('CDEK-18 the trail holds from where, to where, by whom and the reason by its id only', () => {
    expect(moved(own, transfer('account', 'note-1')).entries).toEqual([
      {
        at,
        what: 'transferred',
        by: 'klo-1',
        rule: 'CDEK-18',
        details: { from: 'order', to: 'account' },
        noteId: 'note-1',
      },
    ]);
    expect(moved(own, transfer('account')).entries[0]).not.toHaveProperty('noteId');
  });

  test('CDEK-18 to KLO the ten minutes begin again', () => {
    const move = moved(assigned(aSupportState(), 'klo-1'), transfer('order'));
    expect(move.state).toMatchObject({ queue: 'klo', addressedRoles: ['klo'], visitedQueues: ['support', 'klo'] });
    expect(move.next[0]).toEqual({ at: moscow('2031-03-03 10:52:07'), what: 'escalation', rule: 'CDEK-13' });
  });

  test('CDEK-18 there and back: each visited queue is listed once, in order', () => {
    const there = moved(own, transfer('settlements')).state;
    const back = moved(there, transfer('order')).state;
    expect(back).toMatchObject({ visitedQueues: ['klo', 'settlements'], ladderRun: 3, overdue: false });
  });

  test('CDEK-18 to another category of the same queue is a new run too', () => {
    const move = moved(assigned(aSupportState(), 'support-1'), { ...transfer('other'), by: staff('support-1') });
    expect(move.state).toMatchObject({ category: 'other', queue: 'support', visitedQueues: ['support'], ladderRun: 2 });
    expect(move.notifies).toEqual([{ kind: 'new', roles: ['support'], except: 'support-1' }]);
  });

  test('CDEK-19 entering the settlements queue is when its absence is asked for', () => {
    expect(moved(own, transfer('settlements')).entersQueue).toBe('settlements');
  });
});

describe('release', () => {
  test('because its assignee has left: Careline says so and names them, and the whole role is told', () => {
    const gone = staff('klo-1');
    const move = moved(own, { kind: 'release', because: 'left', by: { ...gone, roles: [] } });
    const details = { assignee: 'klo-1', because: 'left' };
    expect(move.state).toMatchObject({ stage: 'waiting', assignee: null, overdue: true });
    expect(move.entries).toEqual([{ at, what: 'released', by: 'careline', rule: null, details }]);
    expect(move.notifies).toEqual([{ kind: 'overdue', roles: ['klo', 'klo-senior', 'support'], except: 'careline' }]);
  });

  test('CDEK-16 for somebody who has left it is the release of a person in all but who did it: the ladder goes on', () => {
    const overdue = assigned(aWaitingState(), 'klo-1');
    const by = { ...klo1, roles: [] };
    const [own, left] = [
      moveOfCommand(policy, overdue, { kind: 'release', by: klo1 }, moscow('2031-03-03 10:35')),
      moveOfCommand(
        policy,
        overdue,
        { kind: 'release', because: 'left', how: 'key-expired', by },
        moscow('2031-03-03 10:35'),
      ),
    ];
    expect({
      ...left,
      entries: left?.entries.slice(1),
      notifies: left?.notifies.map(({ kind, roles }) => [kind, roles]),
    }).toEqual({
      ...own,
      entries: own?.entries.slice(1),
      notifies: own?.notifies.map(({ kind, roles }) => [kind, roles]),
    });
    expect(left?.state).toMatchObject({ stage: 'waiting', overdue: true, stepsTaken: 2, assignee: null });
    expect(left?.entries[0]?.details).toEqual({ assignee: 'klo-1', because: 'left', how: 'key-expired' });
  });

  const releasedAt = (state: ConversationState, time: string) => {
    const move = moveOfCommand(policy, assigned(state, 'klo-1'), { kind: 'release', by: klo1 }, moscow(time));
    if (move === null) throw new Error('nothing has moved');
    return move;
  };

  test('CDEK-16 before any step: the ladder goes on at its instants, the role is told again', () => {
    const move = releasedAt(aWaitingState(), '2031-03-03 10:05');
    const waiting = { version: 3, movedAt: moscow('2031-03-03 10:05'), lastStepAt: moscow('2031-03-03 10:05') };
    expect(move.state).toEqual(aWaitingState(waiting));
    expect(move.notifies).toEqual([{ kind: 'new', roles: ['klo'], except: 'klo-1' }]);
    expect(move.entries).toMatchObject([{ what: 'released', by: 'klo-1' }]);
    expect(move.next.map(({ at: due, what }) => [due, what])).toEqual([
      [moscow('2031-03-03 10:10'), 'escalation'],
      [moscow('2031-03-03 10:30'), 'no-answer-text'],
      [moscow('2031-03-04 09:00'), 'announcement-at-opening'],
    ]);
  });

  test('CDEK-16 an escalation whose instant has just come is taken with it: overdue, and its roles are told', () => {
    const move = releasedAt(aWaitingState(), '2031-03-03 10:10');
    expect(move.state).toMatchObject({
      stepsTaken: 1,
      overdue: true,
      addressedRoles: ['klo', 'klo-senior', 'support'],
    });
    expect(move.entries.map(({ what, by, rule }) => [what, by, rule])).toEqual([
      ['released', 'klo-1', null],
      ['escalated', 'careline', 'CDEK-13'],
    ]);
    expect(move.notifies).toEqual([{ kind: 'overdue', roles: ['klo', 'klo-senior', 'support'], except: 'klo-1' }]);
    expect(move.next[0]).toMatchObject({ at: moscow('2031-03-03 10:30'), what: 'no-answer-text' });
    expect(releasedAt(aWaitingState(), '2031-03-03 10:09:59').state).toMatchObject({ stepsTaken: 0, overdue: false });
  });

  test('CDEK-16 a text whose instant passed meanwhile is not said; what was addressed and overdue stays so', () => {
    const move = releasedAt(anOverdueState(), '2031-03-03 10:42:07');
    expect(move.state).toMatchObject({ stepsTaken: 2, overdue: true, waitingSince: moscow('2031-03-03 10:00') });
    expect(move.says).toEqual([]);
    expect(move.entries).toHaveLength(1);
    expect(move.next).toEqual([{ at: moscow('2031-03-04 09:00'), what: 'announcement-at-opening', rule: 'CDEK-15' }]);
  });

  test('CDEK-15 an opening that passed meanwhile is not announced after it', () => {
    const move = releasedAt(aWaitingState(), '2031-03-05 08:00');
    expect(move.next).toMatchObject([{ at: moscow('2031-03-05 09:00'), what: 'announcement-at-opening' }]);
  });

  test('CDEK-19 the absence is not told twice: no queue is entered', () => {
    const move = moved(assigned(aSettlementsState(), 'director'), { kind: 'release', by: staff('director') });
    expect(move.entersQueue).toBeUndefined();
  });
});

describe('close', () => {
  test('CDEK-11 CDEK-17 closed with its disposition; the customer gets the rating buttons; nothing is next', () => {
    const move = moved(own, { kind: 'close', by: klo1, disposition: 'other', noteId: 'note-2' });
    expect(move.state).toEqual({
      ...own,
      version: 4,
      movedAt: at,
      stage: 'closed',
      closedAt: at,
      disposition: 'other',
      dispositionNoteId: 'note-2',
    });
    expect(move.says).toEqual([{ text: 'rating-prompt', choices: 'scores' }]);
    expect(move.entries).toMatchObject([
      { at, what: 'closed', by: 'klo-1', details: { disposition: 'other' }, noteId: 'note-2' },
    ]);
    expect([move.next, move.notifies]).toEqual([[], []]);
  });
});

test('a move leaves the state that it was made from as it was', () => {
  const before = structuredClone(own);
  const frozen = Object.freeze(structuredClone(own));
  for (const command of [
    { kind: 'release', by: klo1 },
    transfer('account'),
    { kind: 'close', by: klo1, disposition: 'waybill', noteId: null },
    { kind: 'assign', by: klo1, to: 'klo-2' },
  ] satisfies Command[]) {
    moved(frozen, command);
  }
  expect(frozen).toEqual(before);
});

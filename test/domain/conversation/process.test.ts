// The process as a value: what its record, lists and supervisors read of a request.
import { describe, expect, test } from '@jest/globals';
import { conversation, recordedMove } from '../../../domain/conversation/process.ts';
import { conversationKeys, conversationScopes } from '../../../domain/conversation/scopes.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import {
  anOverdueState,
  assigned,
  aSupportState,
  aWaitingState,
  closed,
  moscow,
  secondsLater,
  thePolicy,
} from '../../harness/builders.ts';

const policy = thePolicy();
const NOW = moscow('2031-03-03 10:05');
const by = { login: 'klo-1', roles: ['klo'] };
const moveOf = (state: ConversationState): Move => ({
  ...{ state, at: state.movedAt, says: [], notifies: [], entries: [], next: [] },
});
const rowOf = (state: ConversationState) => recordedMove(moveOf(state)).row;

describe('the row of a request', () => {
  const waiting = aWaitingState();
  const taken = assigned(anOverdueState(), 'klo-1');

  test('while it waits: its queue and the roles that it is addressed to', () => {
    const scopes = ['program', 'queue:klo', 'addressed:klo'];
    expect(rowOf(waiting)).toEqual({
      ...{ version: 1, stage: 'waiting', queue: 'klo', assignee: null, overdue: false, open: true, sortAt: null },
      ...{ scopes, listed: scopes, state: waiting },
    });
  });

  test('once it is accepted: lists leave out the roles that came too late', () => {
    expect(rowOf(taken)).toMatchObject({
      ...{ stage: 'assigned', assignee: 'klo-1', overdue: true, open: true },
      scopes: [
        ...['program', 'queue:klo', 'was-addressed:klo', 'was-addressed:klo-senior', 'was-addressed:support'],
        'assignee:klo-1',
      ],
      listed: ['program', 'queue:klo', 'assignee:klo-1'],
    });
  });

  test('once it is closed: it is in the archive, with every queue it has been in', () => {
    const state = closed(assigned(aSupportState({ visitedQueues: ['klo', 'support'] }), 'support-1'));
    const listed = ['program', 'queue:klo', 'queue:support', 'assignee:support-1'];
    expect(rowOf(state)).toMatchObject({ stage: 'closed', open: false, listed });
  });

  test('a closed one without an assignee has no assignee’s scope', () => {
    const state = { ...closed(waiting), assignee: null };
    expect(conversationScopes(state)).toEqual(['program', 'queue:klo', 'was-addressed:klo']);
  });

  test('lists know its stages', () => {
    expect(conversation.stages).toEqual({ open: ['waiting', 'assigned'], ended: ['closed'] });
  });
});

describe('the process', () => {
  const waiting = aWaitingState();
  const taken = assigned(waiting, 'klo-1');

  test('carries out a command with one move, or none where nothing changes', () => {
    expect(conversation.refusal(policy, waiting, { kind: 'accept', by }, NOW)).toBeNull();
    expect(conversation.moves(policy, waiting, { kind: 'accept', by }, NOW).map(({ state }) => state.stage)).toEqual([
      'assigned',
    ]);
    expect(conversation.moves(policy, taken, { kind: 'accept', by }, NOW)).toEqual([]);
    const other = { login: 'klo-2', roles: ['klo'] };
    expect(
      conversation.refusal(policy, taken, { kind: 'close', by: other, disposition: 'waybill', noteId: null }, NOW),
    ).toMatchObject({ code: 'not-assignee' });
  });

  test('CDEK-13: takes the due step of its ladder, which it announces', () => {
    const [first] = conversation.timetable(policy, waiting);
    expect(first).toMatchObject({ at: secondsLater(waiting.waitingSince, 600) });
    expect(conversation.next(policy, waiting)).toEqual(conversation.timetable(policy, waiting));
    if (first === undefined) throw new Error('a waiting request has a step ahead');
    expect(conversation.step(policy, waiting, first, first.at)).toMatchObject([
      { state: { overdue: true, stepsTaken: 1 } },
    ]);
  });

  test('has no effects; its assignee holds it, and no one while it waits', () => {
    expect([conversation.effects(moveOf(taken)), conversation.unfinished(policy, taken)]).toEqual([[], []]);
    expect(conversation.holding.holders([moveOf(waiting), moveOf(taken)])).toEqual(['klo-1']);
    expect([conversation.holding.holders([moveOf(taken), moveOf(waiting)]), conversation.holding.holders([])]).toEqual([
      [],
      [],
    ]);
    expect(conversation.holding.holders([moveOf(closed(taken))])).toEqual([]);
  });

  test('CDEK-18: says what people have to do until it is closed', () => {
    expect(conversation.todo(policy, waiting, NOW)).toMatchObject([{ what: 'accept', by: ['klo'] }]);
    expect(conversation.todo(policy, taken, NOW)).toEqual([
      { what: 'answer-and-close', by: 'klo-1', dueAt: null, overdue: false, rule: null, subject: null },
    ]);
    expect(conversation.todo(policy, closed(taken), NOW)).toEqual([]);
  });

  test('its replies are watched where the policy has rules for them', () => {
    expect(conversation.watched?.isOn(policy)).toBe(policy.replies !== null);
    expect(conversation.watched?.isOn({ ...policy, replies: null })).toBe(false);
  });
});

test('what histories and addresses name stays as it is', () => {
  const { name, commands, facts, watched } = conversation;
  expect({ name, commands, facts: Object.keys(facts), signal: watched?.signal }).toEqual({
    name: 'conversation',
    commands: {
      accept: 'acceptConversation',
      release: 'releaseConversation',
      assign: 'assignConversation',
      transfer: 'transferConversation',
      close: 'closeConversation',
    },
    facts: ['personArrived'],
    signal: 'customerWrote',
  });
  const leaving = { by, because: 'left', how: 'roles' } as const;
  expect(conversation.holding.giveBack(null, leaving)).toEqual({ kind: 'release', ...leaving });
});

describe('the keys of a person', () => {
  const oversight = { director: 'all', lead: ['klo', 'support'], trainee: [] } as const;
  const keysOf = (...roles: string[]) => conversationKeys({ oversight }, { login: 'klo-1', roles });
  const own = ['assignee:klo-1', 'successor:klo-1'];

  test.each<[string[], string[]]>([
    [[], []],
    [['klo'], ['addressed:klo', 'was-addressed:klo', ...own]],
    [['trainee'], ['addressed:trainee', 'was-addressed:trainee', ...own]],
    [['director'], ['program', 'abandoned', 'addressed:director', 'was-addressed:director', ...own]],
    [
      ['lead', 'trainee'],
      [
        ...['queue:klo', 'queue:support', 'addressed:lead', 'was-addressed:lead'],
        ...['addressed:trainee', 'was-addressed:trainee', ...own],
      ],
    ],
  ])('with the roles %j', (roles, keys) => {
    expect(keysOf(...roles)).toEqual(keys);
  });
});

describe('the words for supervisors', () => {
  const { words } = conversation;

  test.each<[string, ConversationState]>([
    ['Waiting for klo', aWaitingState()],
    ['OVERDUE, waiting for klo, klo-senior, support', anOverdueState()],
    ['Accepted by klo-1', assigned(aWaitingState(), 'klo-1')],
    ['Closed as waybill', closed(assigned(aWaitingState(), 'klo-1'))],
  ])('%s', (heading, state) => {
    expect(words.heading(policy, state)).toBe(heading);
  });

  test('its queue and category, in the zone of the centre', () => {
    expect(words.lines(policy, aWaitingState(), NOW)).toEqual(['Queue klo, category order, waiting run 1.']);
    expect(words.timeZone(policy)).toBe('Europe/Moscow');
  });

  test.each([
    ['announcement-at-opening', 'if still waiting, it is announced again at opening'],
    ['no-answer-text', 'if still waiting, the customer is told that there is no answer yet'],
    ['escalation', 'if still waiting, it passes to klo-senior and support as overdue'],
  ])('%s', (what, said) => {
    expect(words.step(policy, aWaitingState(), { at: NOW, what, rule: 'CDEK-13' })).toBe(said);
  });
});

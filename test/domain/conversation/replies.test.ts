// CDEK-16: how long the customer of an accepted conversation waits, and the alerts that follow.
import { describe, expect, test } from '@jest/globals';
import {
  clockAfterMessage,
  isReplyOverdue,
  type ReplyClock,
  type ReplyFacts,
  replyTimetable,
  takeReplyStep,
} from '../../../domain/conversation/replies.ts';
import { conversationTodo } from '../../../domain/conversation/todo.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const since = moscow('2031-03-03 10:00');

const facts = (changes: Partial<ReplyFacts> = {}): ReplyFacts => ({
  ...{ stage: 'assigned', queue: 'klo', assignee: 'klo-1', replySteps: [] },
  ...{ awaitingReplySince: since, silentSince: since },
  ...changes,
});

const steps = (changes: Partial<ReplyFacts> = {}) =>
  replyTimetable(policy, facts(changes)).map(({ at, what }) => [what, at]);

describe('the timetable', () => {
  test('ten and thirty minutes of working time, a day by the wall clock; no document asks for them', () => {
    expect(replyTimetable(policy, facts())).toEqual([
      { at: moscow('2031-03-03 10:10'), what: 'reply-overdue', rule: null },
      { at: moscow('2031-03-03 10:30'), what: 'reply-escalation', rule: null },
      { at: moscow('2031-03-04 10:00'), what: 'ask-to-close', rule: null },
    ]);
  });

  test.each([
    ['18:55', '2031-03-04 09:05', '2031-03-04 09:25'],
    ['18:35', '2031-03-03 18:45', '2031-03-04 09:05'],
    ['19:00', '2031-03-04 09:10', '2031-03-04 09:30'],
    ['18:50', '2031-03-03 19:00', '2031-03-04 09:20'],
    ['03:00', '2031-03-03 09:10', '2031-03-03 09:30'],
  ])('a customer who waits since %s waits in working time only', (time, overdueAt, escalatedAt) => {
    expect(steps({ awaitingReplySince: moscow(`2031-03-03 ${time}`) }).slice(0, 2)).toEqual([
      ['reply-overdue', moscow(overdueAt)],
      ['reply-escalation', moscow(escalatedAt)],
    ]);
  });

  test('steps that were taken are behind it; if the customer does not wait, only the silence is ahead', () => {
    const asked = ['ask-to-close', moscow('2031-03-04 10:00')];
    expect(steps({ replySteps: ['reply-overdue'] })).toEqual([['reply-escalation', moscow('2031-03-03 10:30')], asked]);
    expect(steps({ awaitingReplySince: null })).toEqual([asked]);
    expect(steps({ awaitingReplySince: null, replySteps: ['ask-to-close'] })).toEqual([]);
  });

  test.each([
    ['a request that waits', facts({ stage: 'waiting', assignee: null })],
    ['a closed one', facts({ stage: 'closed' })],
    ['one without a reply clock', facts({ silentSince: null, awaitingReplySince: null })],
  ])('%s has none', (_, one) => {
    expect(replyTimetable(policy, one)).toEqual([]);
  });

  test('a program that watches nothing has none', () => {
    const watchesNothing = { ...policy, replies: null };
    expect(replyTimetable(watchesNothing, facts())).toEqual([]);
    expect(isReplyOverdue(watchesNothing, facts(), moscow('2031-03-09 10:00'))).toBe(false);
  });
});

describe('a message', () => {
  const now = moscow('2031-03-03 12:00');
  const clock: ReplyClock = { awaitingReplySince: since, silentSince: since, replySteps: ['reply-overdue'] };

  test('of the customer goes on waiting from the first one without a reply', () => {
    expect(clockAfterMessage(clock, 'customer', now)).toEqual({ ...clock, silentSince: now });
    const answered = { ...clock, awaitingReplySince: null, replySteps: [] };
    expect(clockAfterMessage(answered, 'customer', now)).toMatchObject({ awaitingReplySince: now, silentSince: now });
  });

  test('of the assignee ends the wait, and all its steps may come again', () => {
    const ended = { awaitingReplySince: null, silentSince: now, replySteps: [] };
    expect(clockAfterMessage(clock, 'agent', now)).toEqual(ended);
  });

  test('of either side ends the silence: it may be asked to close once more', () => {
    const asked: ReplyClock = { ...clock, replySteps: ['reply-overdue', 'ask-to-close'] };
    expect(clockAfterMessage(asked, 'customer', now).replySteps).toEqual(['reply-overdue']);
    expect(clockAfterMessage(asked, 'agent', now).replySteps).toEqual([]);
  });

  test('in a request without a reply clock sets nothing', () => {
    const unwatched: ReplyClock = { awaitingReplySince: null, silentSince: null, replySteps: [] };
    expect(clockAfterMessage(unwatched, 'customer', now)).toEqual(unwatched);
  });
});

describe('a step', () => {
  const at = moscow('2031-03-03 10:10');
  const told = (step: Parameters<typeof takeReplyStep>[2], changes: Partial<ReplyFacts> = {}) =>
    takeReplyStep(policy, facts(changes), step, at).notifies;

  test('alerts the assignee, and remembers that it was taken', () => {
    expect(takeReplyStep(policy, facts(), 'reply-overdue', at)).toEqual({
      clock: { awaitingReplySince: since, silentSince: since, replySteps: ['reply-overdue'] },
      notifies: [{ kind: 'reply-overdue', roles: [], login: 'klo-1' }],
      entries: [{ at, what: 'reply-overdue', by: 'careline', rule: null, details: { awaitingReplySince: since } }],
    });
    expect(told('ask-to-close')).toEqual([{ kind: 'ask-to-close', roles: [], login: 'klo-1' }]);
  });

  test('escalates to those who oversee the queue: no one is told of what they may not read', () => {
    expect(told('reply-escalation')).toEqual([{ kind: 'reply-escalated', roles: ['klo-senior', 'director'] }]);
    expect(told('reply-escalation', { queue: 'support' })).toEqual([{ kind: 'reply-escalated', roles: ['director'] }]);
  });
});

describe('what the assignee has to do', () => {
  const todo = (changes: Partial<ReplyFacts>, now: string) =>
    conversationTodo(
      policy,
      { ...facts(changes), waitingSince: since, overdue: false, addressedRoles: ['klo'] },
      moscow(now),
    );

  test('is to answer a customer who waits, overdue from the very second', () => {
    const dueAt = moscow('2031-03-03 10:10');
    expect(todo({}, '2031-03-03 10:09:59')).toMatchObject([
      { what: 'answer-customer', by: 'klo-1', dueAt, overdue: false },
    ]);
    expect(todo({}, '2031-03-03 10:10')).toMatchObject([{ what: 'answer-customer', dueAt, overdue: true }]);
  });

  test('is to close after a long silence', () => {
    const dueAt = moscow('2031-03-04 10:00');
    expect(todo({ awaitingReplySince: null }, '2031-03-03 10:30')).toMatchObject([
      { what: 'close-request', by: 'klo-1', dueAt, overdue: false },
    ]);
    expect(todo({ awaitingReplySince: null }, '2031-03-04 10:00')).toMatchObject([
      { what: 'close-request', overdue: true },
    ]);
  });

  test('is to answer without a reply clock', () => {
    const none = { awaitingReplySince: null, silentSince: null };
    expect(todo(none, '2031-03-09 10:00')).toMatchObject([{ what: 'answer-customer', dueAt: null, overdue: false }]);
  });
});

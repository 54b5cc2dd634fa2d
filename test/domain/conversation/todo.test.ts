// CDEK-09, CDEK-13, CDEK-14: people accept a conversation within the first step of its queue’s ladder, then answer.
import { expect, test } from '@jest/globals';
import { type ConversationFacts, conversationTodo } from '../../../domain/conversation/todo.ts';
import {
  anOverdueState,
  aSettlementsState,
  assigned,
  aSupportState,
  aWaitingState,
  closed,
  moscow,
  thePolicy,
} from '../../harness/builders.ts';

const policy = thePolicy();
/** No question and no answer yet. */
const unwatched = { awaitingReplySince: null, silentSince: null, replySteps: [] };

const accept = (by: string[], dueAt: string | null, overdue: boolean) => [
  { what: 'accept', by, dueAt: dueAt === null ? null : moscow(dueAt), overdue, rule: 'CDEK-10', subject: null },
];
const answer = (by: string) => [
  { what: 'answer-customer', by, dueAt: null, overdue: false, rule: null, subject: null },
];

test.each<[string, Omit<ConversationFacts, keyof typeof unwatched>, string, object[]]>([
  ['waits for KLO', aWaitingState(), '2031-03-03 10:09:59.999', accept(['klo'], '2031-03-03 10:10', false)],
  ['ten minutes on', aWaitingState(), '2031-03-03 10:10', accept(['klo'], '2031-03-03 10:10', true)],
  [
    'escalated, whatever the hour',
    anOverdueState(),
    '2031-03-03 10:00',
    accept(['klo', 'klo-senior', 'support'], '2031-03-03 10:10', true),
  ],
  ['waits for support', aSupportState(), '2031-03-03 10:29', accept(['support'], '2031-03-03 10:30', false)],
  ['waits for the director', aSettlementsState(), '2031-03-03 10:30', accept(['director'], '2031-03-03 10:30', true)],
  ['in no queue of the policy', aWaitingState({ queue: 'gone' }), '2031-03-04 10:00', accept(['klo'], null, false)],
  [
    'in none at all',
    { ...aWaitingState(), queue: null, waitingSince: null },
    '2031-03-04 10:00',
    accept(['klo'], null, false),
  ],
  [
    'the beginning of the wait is unknown',
    { ...aWaitingState(), waitingSince: null },
    '2031-03-04 10:00',
    accept(['klo'], null, false),
  ],
  ['accepted', assigned(aWaitingState(), 'klo-1'), '2031-03-04 10:00', answer('klo-1')],
  ['without an assignee any more', { ...assigned(aWaitingState(), 'klo-1'), assignee: null }, '2031-03-04 10:00', []],
  ['closed', closed(assigned(aWaitingState(), 'klo-1')), '2031-03-04 10:00', []],
  ['not begun', { ...aWaitingState(), stage: 'intake' }, '2031-03-04 10:00', []],
])('%s', (_, facts, now, expected) => {
  expect(conversationTodo(policy, { ...facts, ...unwatched }, moscow(now))).toEqual(expected);
});

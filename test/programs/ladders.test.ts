// Ladders of a document: each queue has one, its steps rise, and no one is told of what they may not open.
import { expect, test } from '@jest/globals';
import { checkSource } from '../../programs/check.ts';
import { workshopSource } from '../harness/workshop.ts';
import { type Any, wrong } from './wrong-documents.ts';

const SHARED = '/program/conversation/ladder';

test('the workshop has no mistake', () => {
  expect(checkSource(workshopSource).problems).toEqual([]);
});

test.each<[string, string, (document: Any) => void]>([
  [`${SHARED}/0/to/0`, 'unknown-role', ({ program }) => (program.conversation.ladder[0].to = ['boss'])],
  [`${SHARED}/1/to/0`, 'unknown-role', ({ program }) => (program.conversation.ladder[1].to = ['boss'])],
  [`${SHARED}/0/to/0`, 'unreadable-notice', ({ program }) => (program.conversation.ladder[0].to = ['foreman'])],
  // The counter may open its own requests, but not those of the bench.
  [`${SHARED}/0/to/0`, 'unreadable-notice', ({ program }) => (program.conversation.ladder[0].to = ['counter'])],
  [`${SHARED}/1/after`, 'out-of-order', ({ program }) => (program.conversation.ladder[1].after = 'PT3M')],
  [`${SHARED}/0/after`, 'not-positive', ({ program }) => (program.conversation.ladder[0].after = 'PT0S')],
  [
    `${SHARED}/2/to`,
    'empty-escalation',
    ({ program }) =>
      (program.conversation.ladder[2] = { ...program.conversation.ladder[1], after: 'PT15M', to: ['foreman'] }),
  ],
  [`${SHARED}/3/inHours/text`, 'unknown-text', ({ program }) => (program.conversation.ladder[3].inHours.text = 'x')],
  ['/program/conversation/queues/bench', 'no-ladder', ({ program }) => delete program.conversation.ladder],
  [
    SHARED,
    'unused-ladder',
    ({ program }) => Object.values(program.conversation.queues).forEach((queue: Any) => (queue.ladder = [])),
  ],
])('%s: %s', (path, code, change) => {
  const { sound, problems } = wrong('workshop', change);
  expect(sound).toBeNull();
  expect(problems).toContainEqual([path, code, 'error']);
});

test('an escalation of the ladder of all queues may repeat a role of some of them', () => {
  const { sound } = wrong('workshop', ({ program }) => {
    program.conversation.ladder[1].to = ['counter'];
    program.conversation.ladder[2].to = ['owner'];
  });
  expect(sound).not.toBeNull();
});

test('a role that the request has been offered to may be told again', () => {
  const { sound } = wrong('workshop', ({ program }) => (program.conversation.ladder[2].to = ['foreman']));
  expect(sound).not.toBeNull();
});

// A stream keeps its reader's keys. They follow the reader and the program's policy at once.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { liveLineFor } from '../../api/live/live-view.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import type { StaffActor } from '../../domain/access/actor.ts';
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import type { Program } from '../../domain/program.ts';
import { bookOf } from '../../programs/book.ts';
import { allPrograms, publish } from '../../programs/index.ts';

const shipped = [...allPrograms()];
const cdek = shipped.find(({ name }) => name === 'cdek') as Program;

/** Publishes programs in which a role of cdek sees these queues. */
function publishWith(queues: 'all' | readonly string[]): void {
  const conversation = { ...cdek.conversation, oversight: { watcher: queues } } as ConversationPolicy;
  publish(bookOf([...shipped.filter((program) => program !== cdek), { ...cdek, conversation }]));
}

const watcher = (role = 'watcher'): StaffActor => ({
  ...({ kind: 'staff', login: 'w-1', name: 'W', admin: false } as const),
  memberships: [{ program: 'cdek', role }],
});
const event = {
  ...{ kind: 'message', program: 'cdek', caseId: 'c', customerId: 'x', message: { from: 'customer', text: 'hi' } },
  ...{ before: null, facts: { scopes: ['program', 'queue:klo'], assignee: null } },
} as unknown as LiveEventRecord;
const hears = (actor: StaffActor) => liveLineFor(actor, event, () => '2030-01-07T09:00:00.000Z') !== null;

beforeEach(() => publishWith([]));
afterEach(() => publish(bookOf(shipped)));

test('a program that is published again decides about the next event of an open stream', () => {
  const reader = watcher();
  expect(hears(reader)).toBe(false);
  publishWith(['klo']);
  expect(hears(reader)).toBe(true);
  publishWith(['support']);
  expect(hears(reader)).toBe(false);
});

test('a reader who is read again has the keys of the present roles', () => {
  publishWith('all');
  expect(hears(watcher())).toBe(true);
  expect(hears(watcher('klo'))).toBe(false);
});

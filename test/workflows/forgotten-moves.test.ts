// A Temporal that dies forgets its latest moves, while the record keeps them: the case continues from the record and
// never overwrites one of its moves.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { outlookQuery } from '../../workflows/contract.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { type ConversationRecord, readConversation } from '../../db/read/conversations.ts';
import { readTimeline } from '../../db/read/timeline.ts';
import { row, sql } from '../../db/sql.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import { beginRequest } from '../../domain/conversation/intake.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { categoryPolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type SkippedTime, startSkippedTime } from '../harness/skipped-time.ts';
import { aWaitingRequest, cdekPolicy, type WaitingRequest } from '../harness/waiting-request.ts';

let database: TestDatabase;
let time: SkippedTime;

beforeAll(async () => {
  database = await freshDatabase();
  time = await startSkippedTime(database.orm);
});

afterAll(async () => {
  await time.stop();
  await database.drop();
});

const klo = (login: string) => ({ login, roles: ['klo'] });
const director = { login: 'director', roles: ['director'] };
const accept = (login: string): Command => ({ kind: 'accept', by: klo(login) });
const assign = (to: string): Command => ({ kind: 'assign', by: director, to });
const close = (login: string): Command => ({ kind: 'close', by: klo(login), disposition: 'waybill', noteId: null });

type Forgotten = { command: Command; updateId?: string };

/** A conversation that waits in Temporal, while its record holds commands that Temporal has forgotten. */
async function aForgetfulRequest(...forgotten: Forgotten[]): Promise<WaitingRequest> {
  const since = await time.now();
  const request = await aWaitingRequest({ orm: database.orm, time }, { category: 'order', since });
  await request.handle.query(outlookQuery);
  const policy = cdekPolicy();
  const category = categoryPolicy(policy, 'order');
  if (category === undefined) throw new Error('cdek has no category order');
  let { state } = beginRequest(policy, category, since);
  for (const { command, updateId = randomUUID() } of forgotten) {
    const move = moveOfCommand(policy, state, command, later(since, 'PT1S'));
    if (move === null) throw new Error('nothing to forget');
    await database.orm.em
      .fork()
      .transactional((em) => writeConversationMove(em, request.id, recordedMove(move), { updateId }));
    state = move.state;
  }
  return request;
}

/** Carries out a command in the record alone. */
async function forget(request: WaitingRequest, command: Command): Promise<void> {
  const em = database.orm.em.fork();
  const record = await row<{ state: ConversationState }>(
    em,
    sql`select state from cases where id = ${request.id}::uuid`,
  );
  const move = record === null ? null : moveOfCommand(cdekPolicy(), record.state, command, await time.now());
  if (move === null) throw new Error('nothing to forget');
  await em.transactional((tx) => writeConversationMove(tx, request.id, recordedMove(move), { updateId: randomUUID() }));
}

async function ask(request: WaitingRequest, command: Command, updateId: string = randomUUID()): Promise<string> {
  return askAt(await time.now(), request, command, updateId);
}

async function askAt(
  askedAt: Instant,
  { handle }: WaitingRequest,
  command: Command,
  updateId: string = randomUUID(),
): Promise<string> {
  const options = { args: [{ command, askedAt }] as [{ command: Command; askedAt: Instant }], updateId };
  return handle.executeUpdate(conversationContract.update(command.kind), options).then(
    () => 'done',
    (error: unknown) => {
      const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
      if (cause instanceof ApplicationFailure) return cause.type ?? 'unknown';
      throw error;
    },
  );
}

async function recordOf({ id }: WaitingRequest): Promise<ConversationRecord> {
  const record = await readConversation(database.orm.em.fork(), id, null);
  if (record === null) throw new Error('no record');
  return record;
}

async function pastOf({ id }: WaitingRequest): Promise<string[]> {
  return (await readTimeline(database.orm.em.fork(), id)).map(({ what }) => what);
}

test('another accepts what the record has given to somebody: refused, and the case knows who has it', async () => {
  const request = await aForgetfulRequest({ command: accept('klo-1') });
  expect(await ask(request, accept('klo-2'))).toBe('already-accepted');
  expect(await request.handle.query(outlookQuery)).toMatchObject({ stage: 'assigned', next: [] });
  expect(await recordOf(request)).toMatchObject({ version: 2, assignee: 'klo-1' });
  expect(await pastOf(request)).toEqual(['category-chosen', 'accepted']);
  expect(await ask(request, close('klo-1'))).toBe('done');
  expect(await recordOf(request)).toMatchObject({ version: 3, stage: 'closed' });
});

test('a step of the ladder for a case that the record has closed notifies no one, and the case ends', async () => {
  const request = await aForgetfulRequest({ command: accept('klo-1') }, { command: close('klo-1') });
  await time.advanceTo(later(request.since, 'PT10M5S'));
  await request.handle.result();
  expect(await recordOf(request)).toMatchObject({ version: 3, stage: 'closed', overdue: false });
  expect(await pastOf(request)).toEqual(['category-chosen', 'accepted', 'closed']);
});

test('a close that the record does not allow: the case that seemed closed goes on, and its ladder too', async () => {
  const request = await aForgetfulRequest();
  expect(await ask(request, accept('klo-1'))).toBe('done');
  const { version } = await recordOf(request);
  await forget(request, { kind: 'release', by: klo('klo-1') });
  expect(await ask(request, close('klo-1'))).toBe('not-assignee');
  expect(await recordOf(request)).toMatchObject({ version: version + 1, stage: 'waiting' });
  await time.advanceTo(later(await time.now(), 'PT10M5S'));
  expect((await request.handle.describe()).status.name).toBe('RUNNING');
  expect(await pastOf(request)).toEqual(['category-chosen', 'accepted', 'released', 'escalated']);
});

test('a forgotten request that is repeated is done, and written once', async () => {
  const updateId = randomUUID();
  const request = await aForgetfulRequest({ command: accept('klo-1'), updateId });
  await time.advanceTo(later(request.since, 'PT1M'));
  expect(await ask(request, accept('klo-1'), updateId)).toBe('done');
  expect(await request.handle.query(outlookQuery)).toMatchObject({ stage: 'assigned', next: [] });
  expect(await recordOf(request)).toMatchObject({ version: 2, acceptedAt: later(request.since, 'PT1S') });
  expect(await pastOf(request)).toEqual(['category-chosen', 'accepted']);
});

test('what the record still allows is decided again; a forgotten command that comes after it takes nothing back', async () => {
  const updateId = randomUUID();
  const request = await aForgetfulRequest({ command: assign('klo-1'), updateId });
  expect(await ask(request, assign('klo-2'))).toBe('done');
  expect(await recordOf(request)).toMatchObject({ version: 3, assignee: 'klo-2' });
  expect(await ask(request, assign('klo-1'), updateId)).toBe('done');
  expect(await recordOf(request)).toMatchObject({ version: 3, assignee: 'klo-2' });
  expect(await pastOf(request)).toEqual(['category-chosen', 'assigned', 'assigned']);
});

test('several at once on a case that is behind: each is decided on what the record holds', async () => {
  const request = await aForgetfulRequest({ command: accept('klo-1') });
  const now = await time.now();
  // Sent in this order: a close that is decided before any assignment refuses them all, and nothing is done.
  const outcomes = await Promise.all([
    askAt(now, request, assign('klo-3')),
    askAt(now, request, accept('klo-2')),
    askAt(now, request, assign('klo-4')),
    askAt(now, request, close('klo-2')),
  ]);
  expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(0);
  const record = await recordOf(request);
  const past = await pastOf(request);
  // Every move that was answered with done is there, and each has its version.
  expect(past).toHaveLength(record.version);
  expect(past.slice(0, 2)).toEqual(['category-chosen', 'accepted']);
  expect(past.slice(2)).toHaveLength(outcomes.filter((outcome) => outcome === 'done').length);
  expect((await request.handle.query(outlookQuery)).stage).toBe(record.stage);
});

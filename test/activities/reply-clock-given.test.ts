// CDEK-16: the next steps that a move records for an accepted conversation, and which of them a look takes.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { readConversation } from '../../db/read/conversations.ts';
import { readTimeline } from '../../db/read/timeline.ts';
import { rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { casePolicy } from '../../domain/conversation/policy.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { seedRequest, startingState } from '../harness/seeded-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const policy = casePolicy(cdekPolicy());

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const run = <Result>(activity: () => Promise<Result>) => new MockActivityEnvironment().run(activity);
const klo = (number: number) => ({ login: `klo-${number}`, roles: ['klo'] });

/** A conversation of the KLO, with the decisions and looks of its workflow. */
async function aRequest() {
  const { id, workflowId } = await seedRequest(database.orm, { category: 'order', since: AT });
  let state = await startingState(database.orm, { workflowId });
  const which = { process: 'conversation', caseId: id, program: 'cdek' };
  const { recordMoves, lookAtRecord } = keptCases(database.orm);
  return {
    id,
    async obey(command: Command, at: Instant) {
      const move = moveOfCommand(policy, state, command, at);
      if (move === null) throw new Error('nothing has changed');
      ({ state } = move);
      await run(() => recordMoves({ ...which, moves: [move], updateId: randomUUID() }));
    },
    look: (at: Instant) => run(() => lookAtRecord({ ...which, at })),
    ahead: async () => (await readConversation(em(), id, null))?.next.map(({ what, at }) => [what, at]),
    past: async () => (await readTimeline(em(), id)).map(({ what, at }) => [what, at]),
  };
}

test('who is given an accepted request is told at once what comes next: its customer waits on', async () => {
  const request = await aRequest();
  await request.obey({ kind: 'accept', by: klo(1) }, AT);
  const ahead = [
    ['reply-overdue', later(AT, 'PT10M')],
    ['reply-escalation', later(AT, 'PT30M')],
    ['ask-to-close', later(AT, 'PT24H')],
  ];
  expect(await request.ahead()).toEqual(ahead);
  const senior = { login: 'klo-senior', roles: ['klo-senior'] };
  await request.obey({ kind: 'assign', by: senior, to: 'klo-2' }, later(AT, 'PT1M'));
  expect(await request.ahead()).toEqual(ahead);
  await request.look(later(AT, 'PT10M'));
  await request.obey({ kind: 'assign', by: senior, to: 'klo-3' }, later(AT, 'PT11M'));
  expect(await request.ahead()).toEqual(ahead.slice(1));
});

test('a look takes what is due, each once, dated when it was due', async () => {
  const request = await aRequest();
  await request.obey({ kind: 'accept', by: klo(1) }, AT);
  const overdue = ['reply-overdue', later(AT, 'PT10M')];
  expect(await request.look(later(AT, 'PT9M59S'))).toBe(overdue[1]);
  expect(await request.look(later(AT, 'PT10M2S'))).toBe(later(AT, 'PT30M'));
  expect(await request.look(later(AT, 'PT10M3S'))).toBe(later(AT, 'PT30M'));
  expect((await request.past()).filter(([what]) => what === 'reply-overdue')).toEqual([overdue]);
});

test('a reply that is being written while the look comes ends the wait: no one is alerted', async () => {
  const request = await aRequest();
  await request.obey({ kind: 'accept', by: klo(1) }, AT);
  const tx = em();
  await tx.begin();
  await lockCase(tx, request.id);
  const looking = request.look(later(AT, 'PT10M'));
  await untilBlocked(database.orm, 1);
  await rows(tx, sql`update conversations set awaiting_reply_since = null where id = ${request.id}::uuid`);
  await tx.commit();
  expect(await looking).toBe(later(AT, 'PT24H'));
  expect((await request.past()).map(([what]) => what)).not.toContain('reply-overdue');
});

test('a look that comes after a release finds nothing to watch, and leaves the ladder as it is', async () => {
  const request = await aRequest();
  await request.obey({ kind: 'accept', by: klo(1) }, AT);
  await request.obey({ kind: 'release', by: klo(1) }, later(AT, 'PT1M'));
  const ahead = await request.ahead();
  expect(ahead?.[0]).toEqual(['escalation', later(AT, 'PT10M')]);
  expect(await request.look(later(AT, 'PT30M'))).toBeNull();
  expect(await request.ahead()).toEqual(ahead);
});

// Conversations and tickets of people and apps that stop working here.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { sweepHeld } from '../../activities/leaving.ts';
import { row, sql } from '../../db/sql.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { casePolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';
import { type Careline, startCareline } from '../harness/careline.ts';
import { until } from '../harness/until.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

let line: Careline;
beforeAll(async () => {
  line = await startCareline('2031-03-03T07:00:00.000Z');
});
afterAll(() => line.stop());

const change = async (login: string, payload: object) => {
  const headers = { cookie: await line.cookie('admin') };
  return (await line.app.inject({ method: 'PATCH', url: `/v1/people/${login}`, headers, payload })).statusCode;
};

/** A conversation that a person has accepted. The director can still read it. */
async function acceptedBy(login: string, category = 'order'): Promise<string> {
  const { conversationId } = await line.waitingCustomer(category);
  expect((await (await line.staff(login)).post(`/v1/conversations/${conversationId}/accept`)).status).toBe(200);
  return `/v1/conversations/${conversationId}`;
}

test('deactivated: what they hold goes back to its queue, once, and the timeline says why', async () => {
  const path = await acceptedBy('klo-1');
  const others = await acceptedBy('klo-3');
  await line.advance('2031-03-03T07:05:00.000Z');
  expect(await change('klo-1', { active: false })).toBe(200);
  await line.advance(line.now());
  const director = await line.staff('director');
  expect((await director.get(path)).body).toMatchObject({ stage: 'waiting', queue: 'klo', assignee: null });
  expect((await director.get(path)).body.nextAction).toMatchObject({
    ...{ what: 'escalation', rule: 'CDEK-13', to: ['klo-senior', 'support'] },
  });
  const { past } = (await director.get(`${path}/timeline`)).body;
  const released = {
    what: 'released',
    by: 'careline',
    details: { assignee: 'klo-1', because: 'left', how: 'deactivated' },
  };
  expect(past.at(-1)).toMatchObject(released);
  expect(await change('klo-1', { active: false })).toBe(200);
  await line.advance(line.now());
  expect((await director.get(`${path}/timeline`)).body.past).toHaveLength(past.length);
  expect((await director.get(others)).body).toMatchObject({ stage: 'assigned', assignee: 'klo-3' });
  const told = (await (await line.staff('klo-2')).get('/v1/notifications?limit=200')).body.items;
  const news = told.filter(
    (one: { kind: string; conversationId: string }) => one.kind === 'new' && path.endsWith(one.conversationId),
  );
  expect(news).toEqual([expect.objectContaining({ count: 1 })]);
  expect((await (await line.staff('klo-2')).post(`${path}/accept`)).status).toBe(200);
});

test('without a role in the program: the same; another role in it, or another name, leaves it theirs', async () => {
  const path = await acceptedBy('klo-4');
  const director = await line.staff('director');
  for (const payload of [{ memberships: [{ program: 'cdek', role: 'support' }] }, { name: 'Другое имя' }]) {
    expect(await change('klo-4', payload)).toBe(200);
    await line.advance(line.now());
    expect((await director.get(path)).body).toMatchObject({ stage: 'assigned', assignee: 'klo-4' });
  }
  expect(await change('klo-4', { memberships: [] })).toBe(200);
  await line.advance(line.now());
  expect((await director.get(path)).body).toMatchObject({ stage: 'waiting', assignee: null });
});

test('a case that had forgotten who has it, and said no, is asked again until it is given back', async () => {
  const { conversationId: id } = await line.waitingCustomer('order');
  const em = line.database.orm.em.fork();
  const stored = await row<{ state: ConversationState }>(em, sql`select state from cases where id = ${id}::uuid`);
  const [policy, by] = [casePolicy(cdekPolicy()), { login: 'klo-8', roles: ['klo'] }];
  const move = stored && moveOfCommand(policy, stored.state, { kind: 'accept', by }, line.now());
  if (move === null) throw new Error('nothing has changed');
  // As if Temporal had died before it stored the acceptance.
  await em.transactional((tx) => writeConversationMove(tx, id, recordedMove(move)));
  expect(await change('klo-8', { active: false })).toBe(200);
  await line.relay();
  await line.advance(later(line.now(), 'PT10M'));
  const director = await line.staff('director');
  const seen = async () => (await director.get(`/v1/conversations/${id}`)).body;
  expect(await seen()).toMatchObject({ stage: 'assigned', assignee: 'klo-8' });
  const [clock, logger] = [{ now: () => new Date(line.now()) }, pino({ level: 'silent' })];
  const sweep = () => sweepHeld({ orm: line.database.orm, clock, logger, giveBackEntry });
  const back = await until(
    async () => {
      await sweep();
      await line.relay();
      return seen();
    },
    ({ stage }) => stage === 'waiting',
    20_000,
  );
  expect(back).toMatchObject({ assignee: null, nextAction: { what: 'no-answer-text' } });
});

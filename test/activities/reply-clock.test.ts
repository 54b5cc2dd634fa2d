// CDEK-16: on a real database, without Temporal. A due step is taken once, late or in time, and people are told.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookAtReplies } from '../../activities/reply-clock.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';
import { ACCEPTED, AT, said, watchedRequest } from '../harness/watched-request.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const aRequest = (wanted = {}) => watchedRequest(database.orm, wanted);

const [in10, in30, in24h] = (['PT10M', 'PT30M', 'PT24H'] as const).map((after) => later(ACCEPTED, after)) as [
  ...[string, string, string],
];

describe('a look', () => {
  test('before anything is due changes nothing but until when it is watched', async () => {
    const { look, past, told, ahead, watched, live } = await aRequest();
    const early = later(in10, '-PT0.001S');
    expect(await look(early)).toBe(in10);
    expect([await watched(), await past(), await told(), await live()]).toEqual([in10, [], [], []]);
    expect(await ahead()).toEqual([`reply-overdue ${in10}`, `reply-escalation ${in30}`, `ask-to-close ${in24h}`]);
  });

  test('takes what is due on the millisecond, tells its assignee of what it is about, and looks again for the next', async () => {
    const { look, facts, past, told, live, ahead, watched } = await aRequest();
    expect(await look(in10)).toBe(in30);
    expect(await facts()).toMatchObject({
      awaitingReplySince: ACCEPTED,
      silentSince: ACCEPTED,
      replySteps: ['reply-overdue'],
    });
    expect([await past(), await watched()]).toEqual([[`reply-overdue ${in10}`], in30]);
    const details = { category: 'order', queue: 'klo', assignee: 'klo-1' };
    expect(await told()).toEqual([{ login: 'klo-1', kind: 'reply-overdue', details }]);
    expect((await live()).map(({ kind }) => kind)).toEqual(['conversation', 'notification']);
    expect(await ahead()).toEqual([`reply-escalation ${in30}`, `ask-to-close ${in24h}`]);
    expect([await look(in10), (await past()).length, (await live()).length]).toEqual([in30, 1, 2]);
  });

  test('after an outage takes each step once, in order, at its own time or at ours where that is long ago', async () => {
    const { look, past, told, facts } = await aRequest();
    const now = later(in24h, 'PT1H');
    expect([await look(now), await look(now)]).toEqual([null, null]);
    expect((await past()).map((line) => line.split(' ')[0])).toEqual([
      'reply-overdue',
      'reply-escalated',
      'asked-to-close',
    ]);
    expect((await facts())?.replySteps).toEqual(['reply-overdue', 'reply-escalation', 'ask-to-close']);
    const byKind = Object.groupBy(await told(), ({ kind }) => kind);
    expect(byKind['ask-to-close']?.map(({ login }) => login)).toEqual(['klo-1']);
    expect(byKind['reply-escalated']?.length).toBeGreaterThan(0);
  });

  test('of one whose customer waits for nothing: it is only asked to be closed', async () => {
    const { look, past, ahead } = await aRequest({ waits: false });
    expect(await look(in30)).toBe(in24h);
    expect(await ahead()).toEqual([`ask-to-close ${in24h}`]);
    expect(await look(in24h)).toBeNull();
    expect([await past(), await ahead()]).toEqual([[`asked-to-close ${in24h}`], []]);
  });

  test('wakes the streams where something has happened, and not where nothing has', async () => {
    const listener = await openConnection(database.url);
    let calls = 0;
    listener.on('notification', () => (calls += 1));
    await listener.query(`listen ${LIVE_CHANNEL}`);
    const { look } = await aRequest();
    // What was told before the query has come when it is answered.
    await listener.query('select 1');
    const before = calls;
    expect(before).toBeGreaterThan(0);
    await look(ACCEPTED);
    await listener.query('select 1');
    expect(calls).toBe(before);
    await look(in10);
    await until(() => calls === before + 1);
  });

  test('an unassigned conversation and an unknown one: nothing', async () => {
    const { look, move, past, ahead } = await aRequest();
    await move('release', later(AT, 'PT2M'));
    const before = [await past(), await ahead()];
    expect(await look(in24h)).toBeNull();
    expect([await past(), await ahead()]).toEqual(before);
    expect(await em().transactional((tx) => lookAtReplies(tx, { caseId: randomUUID() }, in24h))).toBeNull();
  });

  test('waits while somebody writes, and sees what was written', async () => {
    const { id, look, past } = await aRequest();
    let looking: Promise<Instant | null> = Promise.resolve(null);
    await em().transactional(async (tx) => {
      await said(tx, { id, from: 'agent', at: later(AT, 'PT5M') }, null);
      looking = look(in10);
      await untilBlocked(database.orm, 1);
    });
    expect([await looking, await past()]).toEqual([later(AT, 'PT24H5M'), []]);
  });
});

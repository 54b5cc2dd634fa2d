// Rows of absences, notes, live events and notifications, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { readAbsence } from '../../db/read/absences.ts';
import { listMessages } from '../../db/read/messages.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { deleteAbsence, writeAbsence } from '../../db/write/absences.ts';
import { emitLiveEvents, LIVE_CHANNEL, purgeLiveEvents } from '../../db/write/live-events.ts';
import { appendMessages } from '../../db/write/messages.ts';
import { notifyPeople, type Telling } from '../../db/write/notifications.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { appendTimeline, dropNote, writeNote } from '../../db/write/timeline.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { storeConversation } from '../harness/stored-conversation.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
beforeEach(() => rows(em(), sql`truncate notifications, live_events`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const live = () => rows(em(), sql`select kind, program, case_id as "caseId", before from live_events order by id`);

test('the absence of a queue is set in the place of the one before, and cleared once; of another it stays', async () => {
  const [mine, other] = ['settlements', 'klo'].map((queue) => ({ program: 'cdek', queue })) as [
    ...[{ program: string; queue: string }, { program: string; queue: string }],
  ];
  const absence = { from: '2031-03-01', until: '2031-03-08', substituteName: 'Анной', substitutePhone: '+7 900' };
  const set = { by: 'director', at: AT };
  for (const queue of [mine, other]) await writeAbsence(em(), queue, absence, set);
  const next = { from: '2031-04-01', until: '2031-04-08', substituteName: 'Олегом', substitutePhone: '+7 901' };
  await writeAbsence(em(), mine, next, { by: 'admin', at: later(AT, 'PT1H') });
  expect([await readAbsence(em(), 'cdek', 'settlements'), await readAbsence(em(), 'cdek', 'klo')]).toEqual([
    next,
    absence,
  ]);
  expect([await deleteAbsence(em(), mine), await deleteAbsence(em(), mine)]).toEqual([true, false]);
  expect([await readAbsence(em(), 'cdek', 'settlements'), await readAbsence(em(), 'cdek', 'klo')]).toEqual([
    null,
    absence,
  ]);
});

test('a note is kept once under its id, and forgotten unless the timeline names it', async () => {
  const caseId = randomUUID();
  const aNote = async () => {
    const note = { id: randomUUID(), caseId, by: 'klo-1', text: 'перезвонить' };
    await writeNote(em(), note, AT);
    await writeNote(em(), { ...note, text: 'other' }, AT);
    return note;
  };
  const [named, unnamed] = [await aNote(), await aNote()];
  await appendTimeline(em(), caseId, []);
  await appendTimeline(em(), caseId, [{ at: AT, what: 'noted', by: 'klo-1', rule: null, noteId: named.id }]);
  for (const { id } of [named, unnamed]) await dropNote(em(), id);
  const kept = sql`select id, case_id as "caseId", by, text from case_notes`;
  expect(await rows(em(), kept)).toEqual([named]);
  const past = sql`select what, by, note_id as note from timeline_entries where case_id = ${caseId}::uuid`;
  expect(await rows(em(), past)).toEqual([{ what: 'noted', by: 'klo-1', note: named.id }]);
});

test('live events are logged in order, and wake the streams; none does not', async () => {
  const listener = await openConnection(database.url);
  let calls = 0;
  listener.on('notification', () => (calls += 1));
  await listener.query(`listen ${LIVE_CHANNEL}`);
  await emitLiveEvents(em(), AT, []);
  await listener.query('select 1');
  expect([calls, await live()]).toEqual([0, []]);
  const caseId = randomUUID();
  const event = { kind: 'ticket', program: 'cdek', caseId } as const;
  await emitLiveEvents(em(), AT, [event, { ...event, kind: 'conversation' }]);
  expect(await live()).toEqual([
    { ...event, before: null },
    { ...event, kind: 'conversation', before: null },
  ]);
  await until(() => calls === 1);
});

test('old live events are forgotten', async () => {
  const event = { kind: 'ticket', program: 'cdek', caseId: randomUUID() } as const;
  for (const at of [AT, later(AT, 'PT1H')]) await emitLiveEvents(em(), at, [event]);
  expect(await purgeLiveEvents(em(), { before: later(AT, 'PT1H'), most: 10 })).toBe(1);
  expect(await live()).toHaveLength(1);
});

test('messages are answered as they stand in the conversation, numbered on; of none there is nothing to say', async () => {
  const { id } = await storeConversation(database.orm);
  const blank = { id, author: 'bot', login: null, textId: null, dedupeKey: null } as const;
  const append = (...texts: string[]) =>
    appendMessages(
      em(),
      id,
      AT,
      texts.map((text) => ({ ...blank, id: randomUUID(), text, choices: [{ choice: '5', label: text }] })),
    );
  const stored = [...(await append('a', 'b')), ...(await append('c'))];
  expect(stored.map(({ seq, text }) => `${seq} ${text}`)).toEqual(['1 a', '2 b', '3 c']);
  expect(await listMessages(em(), id, { afterSeq: 0, limit: 10 })).toEqual(stored);
  expect(await appendMessages(em(), randomUUID(), AT, [])).toEqual([]);
  const nowhere = appendMessages(em(), randomUUID(), AT, [{ ...blank, id: randomUUID(), text: 'a', choices: null }]);
  await expect(nowhere).rejects.toThrow('there is no conversation');
});

test('everybody who works in the program and holds one of the roles, or is named, is told, except who acted', async () => {
  const caseId = randomUUID();
  const about = { program: 'filkhedma', process: 'ticket', caseId, at: AT } as const;
  const told = () =>
    rows<{ login: string; kind: string }>(
      em(),
      sql`select login, kind, roles, details, count, read_at as read from notifications where case_id = ${caseId}::uuid order by login`,
    );
  const overdue: Telling = {
    kind: 'ticket-overdue',
    roles: ['customer-success'],
    except: 'cs-1',
    details: { type: 'x' },
  };
  await notifyPeople(em(), overdue, about);
  const entry = { kind: 'ticket-overdue', roles: ['customer-success'], details: { type: 'x' }, count: 1, read: null };
  expect(await told()).toEqual(['cs-2', 'cs-3'].map((login) => ({ login, ...entry })));
  await rows(em(), sql`update notifications set read_at = ${AT}::timestamptz`);
  const named: Telling = { kind: 'ticket-assigned', roles: [], login: 'cs-2' };
  await notifyPeople(em(), named, { ...about, at: later(AT, 'PT1M') });
  expect((await told())[0]).toEqual({
    ...{ login: 'cs-2', kind: 'ticket-assigned', roles: null, details: null, count: 2, read: null },
  });
  // The same entry again is no news.
  await notifyPeople(em(), named, { ...about, at: later(AT, 'PT1M') });
  expect((await told())[0]).toMatchObject({ count: 2 });
  await notifyPeople(em(), { kind: 'ticket-assigned', roles: [], login: 'klo-1' }, about);
  expect((await told()).map(({ login }) => login)).toEqual(['cs-2', 'cs-3']);
  const woken = await row<{ n: number }>(
    em(),
    sql`select count(*)::int as n from live_events where kind = 'notification'`,
  );
  expect(woken?.n).toBe(3);
});

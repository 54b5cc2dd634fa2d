// What people have read, as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { insertConversation, insertCustomer, writeReadMark } from '../../db/write/conversations.ts';
import { LIVE_CHANNEL } from '../../db/write/live-events.ts';
import { notifyPeople } from '../../db/write/notifications.ts';
import { markNotificationsRead, type ReadRange } from '../../db/write/notifications-read.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { later } from '../../domain/calendar/instant.ts';
import { freshDatabase, openConnection, type TestDatabase } from '../harness/database.ts';
import { until } from '../harness/until.ts';

const AT = '2031-03-03T08:00:00.000Z';
const LATER = later(AT, 'PT1M');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

describe('a conversation', () => {
  const aConversation = async (lastSeq: number) => {
    const [id, customerId] = [randomUUID(), randomUUID()];
    await insertCustomer(em(), { id: customerId, program: 'cdek', tokenHash: randomUUID() }, AT);
    const blank = { previousId: null, intakeStep: 'category' } as const;
    await insertConversation(em(), { id, program: 'cdek', customerId, ...blank }, AT);
    await rows(em(), sql`update conversations set last_seq = ${lastSeq} where id = ${id}::uuid`);
    return id;
  };
  const readIn = (id: string) =>
    rows(em(), sql`select login, seq from read_marks where conversation_id = ${id}::uuid order by login`);

  test('is read up to a position that never goes back, for each reader alone', async () => {
    const [id, other] = [await aConversation(9), await aConversation(9)];
    await writeReadMark(em(), 'klo-2', id, 1);
    await writeReadMark(em(), 'klo-1', other, 2);
    for (const seq of [3, 7, 5]) await writeReadMark(em(), 'klo-1', id, seq);
    expect(await readIn(id)).toEqual([
      { login: 'klo-1', seq: 7 },
      { login: 'klo-2', seq: 1 },
    ]);
    expect(await readIn(other)).toEqual([{ login: 'klo-1', seq: 2 }]);
  });

  test('is read no further than it goes, so that what comes is still unread', async () => {
    const [id, nowhere] = [await aConversation(4), randomUUID()];
    for (const one of [id, nowhere]) await writeReadMark(em(), 'klo-1', one, 1_000);
    expect([await readIn(id), await readIn(nowhere)]).toEqual([[{ login: 'klo-1', seq: 4 }], []]);
  });
});

describe('what one was told', () => {
  const all: ReadRange = { id: null, upTo: null, caseId: null };
  beforeEach(() => rows(em(), sql`truncate notifications`));

  /** Tells two people of three cases. @returns the ids of the first one's entries, the oldest first */
  async function told(): Promise<{ id: string; caseId: string }[]> {
    const cases = [randomUUID(), randomUUID(), randomUUID()];
    for (const caseId of cases) {
      const about = { program: 'cdek', process: 'conversation', caseId, at: AT } as const;
      await notifyPeople(em(), { kind: 'new', roles: [], login: 'klo-1' }, about);
      await notifyPeople(em(), { kind: 'new', roles: [], login: 'klo-2' }, about);
    }
    await rows(em(), sql`truncate live_events`);
    return rows(em(), sql`select id, case_id as "caseId" from notifications where login = 'klo-1' order by id`);
  }

  const readOf = async (login: string) =>
    (
      await rows<{ when: string }>(
        em(),
        sql`select case read_at when ${AT}::timestamptz then 'first' when ${LATER}::timestamptz then 'later' else 'never' end as when
          from notifications where login = ${login} order by id`,
      )
    ).map(({ when }) => when);
  const live = () =>
    rows(
      em(),
      sql`select kind, program, case_id as "caseId", notification_id as id, at = ${AT}::timestamptz as "isThen" from live_events`,
    );

  test.each<[string, (entries: { id: string; caseId: string }[]) => Partial<ReadRange>, string[]]>([
    ['one', ([, second]) => ({ id: second?.id ?? '' }), ['never', 'first', 'never']],
    ['all up to one', ([, second]) => ({ upTo: second?.id ?? '' }), ['first', 'first', 'never']],
    ['that of a case', ([, second]) => ({ caseId: second?.caseId ?? '' }), ['never', 'first', 'never']],
    ['all', () => ({}), ['first', 'first', 'first']],
  ])('is read: %s, and the other screens are told of the latest alone', async (_, rangeOf, expected) => {
    const entries = await told();
    await markNotificationsRead(em(), 'klo-1', { ...all, ...rangeOf(entries) }, AT);
    expect([await readOf('klo-1'), await readOf('klo-2')]).toEqual([expected, ['never', 'never', 'never']]);
    const latest = entries[expected.lastIndexOf('first')];
    expect(await live()).toEqual([{ kind: 'notification', program: 'cdek', ...latest, isThen: true }]);
  });

  test('is read once: it stays read since then, and no listener is woken without news', async () => {
    const listener = await openConnection(database.url);
    let calls = 0;
    listener.on('notification', () => (calls += 1));
    const [first] = await told();
    await listener.query(`listen ${LIVE_CHANNEL}`);
    await markNotificationsRead(em(), 'klo-1', { ...all, id: first?.id ?? '' }, AT);
    await until(() => calls === 1);
    await markNotificationsRead(em(), 'klo-1', { ...all, id: first?.id ?? '' }, LATER);
    await listener.query('select 1');
    expect([calls, await row(em(), sql`select count(*)::int as n from live_events`)]).toEqual([1, { n: 1 }]);
    await markNotificationsRead(em(), 'klo-1', all, LATER);
    expect(await readOf('klo-1')).toEqual(['first', 'later', 'later']);
  });
});

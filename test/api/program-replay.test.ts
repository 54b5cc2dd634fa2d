// A draft, run forward over the real openings of the last days beside its base, before anybody publishes it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { runReplays } from '../../activities/replays.ts';
import { rows, sql } from '../../db/sql.ts';
import { updatePerson } from '../../db/write/people.ts';
import { later } from '../../domain/calendar/instant.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';
import { until } from '../harness/until.ts';

let api: TestApi;
let owner: Awaited<ReturnType<TestApi['as']>>;
let ids: string[];
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  const memberships = [{ program: 'cdek', role: 'program-owner' }];
  await updatePerson(api.database.orm.em.fork(), 'support-2', { memberships });
  owner = await api.as('support-2');
  // One request waits until it is overdue, one is accepted after eleven minutes, one after five; one is another queue's.
  ids = [await request('order'), await request('order'), await request('order'), await request('account')];
  await happened(ids[1] ?? '', 'accepted', 'PT11M');
  await happened(ids[2] ?? '', 'accepted', 'PT5M');
  await happened(ids[3] ?? '', 'accepted', 'PT1M');
  // The second one waits for a reply, too.
  for (const id of ids.slice(2)) await answered(id, 'PT6M');
  api.clock.set(later(START, 'PT2H'));
});
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();

async function request(category: string): Promise<string> {
  const opened = await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations', payload: {} });
  const { id, customerToken } = opened.json<{ id: string; customerToken: string }>();
  const headers = { authorization: `Bearer ${customerToken}` };
  for (const payload of [{ text: '7707083893' }, { choice: category }])
    await api.call({ method: 'POST', url: `/v1/conversations/${id}/messages`, headers, payload });
  return id;
}

/** This test runs no cases, so it writes what they would have written. */
async function happened(id: string, what: string, after: string): Promise<void> {
  await rows(
    em(),
    sql`insert into timeline_entries (case_id, at, what, by, details)
      values (${id}::uuid, ${later(START, after)}::timestamptz, ${what}, 'klo-1', '{"assignee":"klo-1"}')`,
  );
}

async function answered(id: string, after: string): Promise<void> {
  await rows(
    em(),
    sql`insert into messages (id, conversation_id, seq, at, author, login, text)
      values (gen_random_uuid(), ${id}::uuid, 100, ${later(START, after)}::timestamptz, 'agent', 'klo-1', 'Hello')`,
  );
}

// oxlint-disable-next-line typescript/no-explicit-any -- documents and answers are looked at in parts
type Any = any;

async function aDraft(change: (document: Any) => void): Promise<string> {
  const { document } = (await owner({ url: '/v1/programs/cdek/versions/1' })).json();
  change(document);
  const url = '/v1/programs/cdek/drafts';
  return (await owner({ method: 'POST', url, payload: { base: 1, document } })).json<{ id: string }>().id;
}

const begin = (id: string, payload: object = {}) => owner({ method: 'POST', url: `/v1/drafts/${id}/replay`, payload });
const slice = (cases = 200) =>
  runReplays({ orm: api.database.orm, clock: api.clock, logger: pino({ level: 'silent' }), cases });
const read = async (id: string): Promise<Any> => (await owner({ url: `/v1/replays/${id}` })).json();

async function replay(change: (document: Any) => void): Promise<Any> {
  const begun = await begin(await aDraft(change));
  expect(begun.statusCode).toBe(202);
  while (await slice());
  return read(begun.json<{ id: string }>().id);
}

const minutes =
  (after: string) =>
  ({ program }: Any) =>
    void (program.conversation.queues.klo.ladder[0].after = after);

test('what would have differed: twelve minutes would have spared one request its escalation', async () => {
  const found = await replay(minutes('PT12M'));
  expect(found).toMatchObject({ status: 'done', total: 4, lookedAt: 4, lastDays: 30, base: 1, askedBy: 'support-2' });
  expect(found).toMatchObject({ from: later(START, '-PT718H'), until: later(START, 'PT2H'), outdated: false });
  const { kinds, ...counted } = found.result;
  expect(counted).toMatchObject({
    cases: 4,
    changed: 2,
    cannotHold: 0,
    notReplayed: 0,
    unfit: { before: 0, after: 0 },
  });
  // Two requests and a reply, by the base; both also go to others.
  expect(kinds.overdue).toEqual({ before: 3, after: 2, cases: 2 });
  expect(kinds.escalation).toEqual({ before: 3, after: 2, cases: 2 });
  expect(kinds.refund).toEqual({ before: 0, after: 0, cases: 0 });
  // All opened in the same instant, so the samples have no order of their own.
  const accepted = found.result.samples.find(({ after }: Any) => after.length === 0);
  const waiting = found.result.samples.find(({ after }: Any) => after.length > 0);
  expect(accepted).toMatchObject({ after: [] });
  expect(accepted.before.map(({ kind, at }: Any) => [kind, at])).toEqual([
    ['overdue', later(START, 'PT10M')],
    ['escalation', later(START, 'PT10M')],
  ]);
  expect(waiting.after[0]).toMatchObject({ kind: 'overdue', at: later(START, 'PT12M') });
});

test('by the same rules nothing differs, and the totals are those of what happened', async () => {
  const found = await replay(({ texts }) => void (texts.ru.title = 'Другое название'));
  expect(found.result).toMatchObject({ cases: 4, changed: 0, samples: [] });
  expect(found.result.kinds.overdue).toEqual({ before: 3, after: 3, cases: 0 });
});

test('a case that the draft cannot hold is counted, and nothing is said about it', async () => {
  const found = await replay(({ program: { conversation } }) => {
    conversation.categories = conversation.categories.filter(({ queue }: { queue: string }) => queue !== 'klo');
    delete conversation.queues.klo;
    delete conversation.oversight['klo-senior'];
  });
  expect(found.result).toMatchObject({ cases: 1, cannotHold: 3 });
  expect(found.result.samples[0]).toMatchObject({ before: [], after: null });
});

test('only cases that the reader may read are named', async () => {
  const memberships = [
    { program: 'cdek', role: 'program-owner' },
    { program: 'cdek', role: 'director' },
  ];
  const { id } = await replay(minutes('PT12M'));
  expect((await read(id)).result.samples.map(({ caseId }: Any) => caseId)).toEqual([null, null]);
  await updatePerson(em(), 'support-2', { memberships });
  expect((await read(id)).result.samples.map(({ caseId }: Any) => caseId).toSorted()).toEqual(
    ids.slice(0, 2).toSorted(),
  );
});

describe('one replay of a draft runs at a time', () => {
  test('a second click gives the same one, also at the same moment', async () => {
    const draft = await aDraft(minutes('PT13M'));
    const answers = await Promise.all([begin(draft), begin(draft), begin(draft)]);
    expect(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size).toBe(1);
    const { items } = (await owner({ url: `/v1/drafts/${draft}/replays` })).json();
    expect(items).toHaveLength(1);
    while (await slice());
    expect((await begin(draft)).json<{ id: string }>().id).not.toBe(items[0].id);
    while (await slice());
  });

  test('other days, or a changed draft, stop it and begin the next', async () => {
    const draft = await aDraft(minutes('PT13M'));
    const first = (await begin(draft, { lastDays: 7 })).json<{ id: string }>();
    const second = (await begin(draft, { lastDays: 8 })).json<{ id: string }>();
    api.clock.set(later(START, 'PT3H'));
    const { document } = (await owner({ url: `/v1/drafts/${draft}` })).json();
    minutes('PT14M')(document);
    await owner({ method: 'PUT', url: `/v1/drafts/${draft}`, payload: { document } });
    const third = (await begin(draft, { lastDays: 8 })).json<{ id: string }>();
    expect((await read(first.id)).status).toBe('stopped');
    expect(await read(second.id)).toMatchObject({ status: 'stopped', outdated: true });
    expect(await read(third.id)).toMatchObject({ status: 'running', outdated: false });
    while (await slice());
    expect(await read(third.id)).toMatchObject({ status: 'done' });
  });
});

test('a killed one goes on from its place, and its progress is told to those who may change the program', async () => {
  const { id } = (await begin(await aDraft(minutes('PT12M')))).json<{ id: string }>();
  const places: number[] = [];
  while (await slice(1)) places.push((await read(id)).lookedAt);
  expect(places).toEqual([1, 2, 3, 4, 4]);
  const found = await read(id);
  expect(found).toMatchObject({ status: 'done', result: { cases: 4, changed: 2 } });
  const told = await rows<{ told: Any }>(
    em(),
    sql`select told from live_events where kind = 'replay' and case_id = ${id}::uuid order by id`,
  );
  expect(told.map(({ told: { details } }) => [details.status, details.lookedAt])).toEqual([
    ['running', 1],
    ['running', 2],
    ['running', 3],
    ['running', 4],
    ['done', 4],
  ]);
});

test('a version that this release cannot read ends it as failed', async () => {
  const { id } = (await begin(await aDraft(minutes('PT12M')))).json<{ id: string }>();
  await rows(em(), sql`update program_replays set source = '{}' where id = ${id}::uuid`);
  while (await slice());
  expect(await read(id)).toMatchObject({ status: 'failed', finishedAt: expect.any(String) });
});

test('only those who may change the program begin and read one, and numbers of days have bounds', async () => {
  const draft = await aDraft(minutes('PT12M'));
  const { id } = (await begin(draft)).json<{ id: string }>();
  const [director, other] = [await api.as('director'), await api.as('ops-1')];
  for (const url of [`/v1/replays/${id}`, `/v1/drafts/${draft}/replays`]) {
    expect((await director({ url })).statusCode).toBe(403);
    expect((await other({ url })).statusCode).toBe(404);
  }
  expect((await director({ method: 'POST', url: `/v1/drafts/${draft}/replay`, payload: {} })).statusCode).toBe(403);
  for (const lastDays of [0, 91, 1.5]) expect((await begin(draft, { lastDays })).statusCode).toBe(400);
  while (await slice());
  const published = await owner({ method: 'POST', url: `/v1/drafts/${draft}/publish`, payload: {} });
  expect(published.statusCode).toBe(200);
  const late = await begin(draft);
  expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([409, 'draft-published']);
  const audited = await rows(em(), sql`select 1 from audit_entries where action = 'program.replay-begun'`);
  expect(audited.length).toBeGreaterThan(5);
});

test('a deleted draft takes its replays along', async () => {
  const draft = await aDraft(minutes('PT12M'));
  const { id } = (await begin(draft)).json<{ id: string }>();
  expect((await owner({ method: 'DELETE', url: `/v1/drafts/${draft}` })).statusCode).toBe(204);
  expect((await owner({ url: `/v1/replays/${id}` })).statusCode).toBe(404);
  await until(slice, (again) => !again);
});

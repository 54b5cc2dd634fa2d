// A version that is published for later is taken back before it comes into force.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { later } from '../../domain/calendar/instant.ts';
import { findProgram, findVersion } from '../../programs/index.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
let admin: Awaited<ReturnType<TestApi['as']>>;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  admin = await api.as('admin');
});
afterAll(() => api.close());

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at in parts
type Answer = { status: number; body: any };

async function post(url: string, payload: object, ask = admin): Promise<Answer> {
  const { statusCode, body } = await ask({ method: 'POST', url, payload });
  return { status: statusCode, body: body === '' ? null : JSON.parse(body) };
}

const VERSIONS = '/v1/programs/cdek/versions';
const versions = async () => (await admin({ url: VERSIONS })).json().items;
const withdraw = (version: number, payload: object = {}) => post(`${VERSIONS}/${version}/withdraw`, payload);

async function publish(after: string, validFrom?: string): Promise<Answer> {
  const [newest] = (await versions()).filter(({ withdrawn }: { withdrawn: unknown }) => withdrawn === null);
  const base = newest.version;
  const { document } = (await admin({ url: `${VERSIONS}/${base}` })).json();
  document.program.conversation.queues.klo.ladder[0].after = after;
  const { body } = await post('/v1/programs/cdek/drafts', { base, document });
  return post(`/v1/drafts/${body.id}/publish`, validFrom === undefined ? {} : { validFrom });
}

const ladderNow = () => findProgram('cdek')?.conversation?.queues['klo']?.ladder[0]?.after;

test('it never comes into force, its number is not used again, and a second click changes nothing', async () => {
  expect((await publish('PT12M', later(START, 'PT1H'))).body).toMatchObject({ version: 2, withdrawn: null });
  const waiting = (await post('/v1/programs/cdek/drafts', { base: 2 })).body.id;
  const first = await withdraw(2, { note: 'Too early' });
  expect(first).toMatchObject({
    status: 200,
    body: { version: 2, current: false, withdrawn: { at: START, by: 'admin', note: 'Too early' } },
  });
  api.clock.set(later(START, 'PT10M'));
  expect(await withdraw(2, { note: 'Again' })).toEqual(first);
  const audited = await rows(
    api.database.orm.em.fork(),
    sql`select actor, details ->> 'version' as version from audit_entries where action = 'program.version-withdrawn'`,
  );
  expect(audited).toEqual([{ actor: 'admin', version: '2' }]);
  expect(findVersion('cdek', 2)).toBeUndefined();
  expect((await post(`${VERSIONS}/2/move-cases`, { dryRun: true })).status).toBe(404);
  expect((await admin({ url: `/v1/drafts/${waiting}` })).json()).toMatchObject({ base: 2, outdated: true });

  api.clock.set(later(START, 'PT2H'));
  expect(ladderNow()).toBe('PT10M');
  expect((await publish('PT13M')).body).toMatchObject({ version: 3, current: true });
  expect((await versions()).map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
});

test('a draft that was begun before is not outdated by a version that was withdrawn', async () => {
  const { body: draft } = await post('/v1/programs/cdek/drafts', { base: 3 });
  const { body: later4 } = await publish('PT14M', later(START, 'PT9H'));
  expect((await admin({ url: `/v1/drafts/${draft.id}` })).json().outdated).toBe(true);
  await withdraw(later4.version);
  expect((await admin({ url: `/v1/drafts/${draft.id}` })).json().outdated).toBe(false);
  expect((await post(`/v1/drafts/${draft.id}/publish`, {})).status).toBe(200);
});

test('a version in force, one that begins within seconds, and an older one are refused', async () => {
  const { body: soon } = await publish('PT15M', later(START, 'PT2H10S'));
  for (const version of [1, 3, soon.version]) {
    expect(await withdraw(version)).toMatchObject({ status: 409, body: { code: 'version-in-use' } });
  }
  const { body: far } = await publish('PT16M', later(START, 'PT2H10.001S'));
  expect((await withdraw(far.version)).status).toBe(200);
});

test('a version to which cases were moved is refused', async () => {
  const opened = await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations', payload: {} });
  const { id, customerToken } = opened.json<{ id: string; customerToken: string }>();
  const headers = { authorization: `Bearer ${customerToken}` };
  for (const payload of [{ text: '7707083893' }, { choice: 'order' }])
    await api.call({ method: 'POST', url: `/v1/conversations/${id}/messages`, headers, payload });
  const { body } = await publish('PT17M', later(START, 'PT9H'));
  const moved = await post(`${VERSIONS}/${body.version}/move-cases`, { dryRun: false });
  expect(moved.body.moved).toHaveLength(1);
  expect(await withdraw(body.version)).toMatchObject({ status: 409, body: { code: 'version-in-use' } });
});

test('only those who may change the program withdraw, and only what exists', async () => {
  const director = await api.as('director');
  const refused = await post(`${VERSIONS}/1/withdraw`, {}, director);
  expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect((await withdraw(99)).status).toBe(404);
});

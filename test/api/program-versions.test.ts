// A program is changed by drafts and published as versions, and the process works by them at once.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { updatePerson } from '../../db/write/people.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  const memberships = [{ program: 'cdek', role: 'program-owner' }];
  await updatePerson(api.database.orm.em.fork(), 'support-2', { memberships });
});
afterAll(() => api.close());

// oxlint-disable-next-line typescript/no-explicit-any -- answers and documents are looked at in parts
type Any = any;
type Answer = { status: number; body: Any };

async function ask(login: string, method: InjectOptions['method'], url: string, payload?: object): Promise<Answer> {
  const call = await api.as(login);
  const { statusCode, body } = await call({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
  } as InjectOptions);
  return { status: statusCode, body: body === '' ? null : JSON.parse(body) };
}

async function currentOf(
  program: string,
): Promise<{ version: number; document: Any; sources: Record<string, string> }> {
  const { body } = await ask('admin', 'GET', `/v1/programs/${program}/versions`);
  const { version } = body.items.find(({ current }: { current: boolean }) => current);
  return (await ask('admin', 'GET', `/v1/programs/${program}/versions/${version}`)).body;
}

const DRAFTS = '/v1/programs/cdek/drafts';

async function aDraft(change: (document: Any) => void, login = 'support-2') {
  const { version, document } = await currentOf('cdek');
  change(document);
  return ask(login, 'POST', DRAFTS, { base: version, document, name: 'a change' });
}

const twelveMinutes = (document: Any) => void (document.program.conversation.queues.klo.ladder[0].after = 'PT12M');

describe('versions', () => {
  test('what is shipped is the first one, with its comments', async () => {
    const { body } = await ask('klo-1', 'GET', '/v1/programs/cdek/versions');
    expect(body).toMatchObject({ items: [{ version: 1, current: true, publishedBy: 'careline' }], nextCursor: null });
    const { sources, document } = (await ask('klo-1', 'GET', '/v1/programs/cdek/versions/1')).body;
    expect(sources['program.yaml']).toContain('# CDEK-13');
    expect(document.program.name).toBe('cdek');
  });

  test('they are hidden from people of other programs', async () => {
    for (const path of ['versions', 'versions/1', 'drafts'])
      expect((await ask('ops-1', 'GET', `/v1/programs/cdek/${path}`)).status).toBe(404);
    expect((await ask('klo-1', 'GET', '/v1/programs/cdek/versions/99')).status).toBe(404);
    expect((await ask('klo-1', 'GET', '/v1/programs/cdek/versions/0')).status).toBe(400);
  });

  test('the schema is JSON Schema that names every part', async () => {
    const { statusCode, body } = await api.call({ url: '/v1/program-schema.json' });
    expect(statusCode).toBe(200);
    expect(Object.keys(JSON.parse(body).properties.program.properties)).toContain('conversation');
  });
});

describe('a draft', () => {
  test('people without the role may not begin, read or publish one', async () => {
    expect((await aDraft(twelveMinutes, 'director')).body.code).toBe('not-allowed');
    const { body } = await aDraft(twelveMinutes);
    for (const [method, url] of [
      ['GET', `/v1/drafts/${body.id}`],
      ['DELETE', `/v1/drafts/${body.id}`],
      ['POST', `/v1/drafts/${body.id}/publish`],
      ['GET', DRAFTS],
    ] as const) {
      const payload = method === 'POST' ? {} : undefined;
      expect((await ask('director', method, url, payload)).status).toBe(403);
    }
    expect((await ask('ops-1', 'GET', `/v1/drafts/${body.id}`)).status).toBe(404);
    expect((await ask('support-2', 'DELETE', `/v1/drafts/${body.id}`)).status).toBe(204);
    expect((await ask('support-2', 'GET', `/v1/drafts/${body.id}`)).status).toBe(404);
  });

  test('says what it changes, by path', async () => {
    const { status, body } = await aDraft(twelveMinutes);
    expect(status).toBe(201);
    expect(body.differences).toEqual([
      { path: '/program/conversation/queues/klo/ladder/0/after', before: 'PT10M', after: 'PT12M' },
    ]);
    expect(body).toMatchObject({ base: 1, outdated: false, problems: [], createdBy: 'support-2' });
  });

  test('with mistakes is refused with file and line, and stays as it was', async () => {
    const { body } = await aDraft(twelveMinutes);
    const { sources } = body;
    const wrong = { ...sources };
    wrong['program.yaml'] = `${sources['program.yaml']}`.replace(
      /- klo-senior\n(\s+)- support/,
      '- klo-seniors\n$1- support',
    );
    const refused = await ask('support-2', 'PUT', `/v1/drafts/${body.id}`, { sources: wrong });
    expect(refused).toMatchObject({ status: 422, body: { code: 'program-invalid' } });
    const [problem] = refused.body.problems;
    expect(problem).toMatchObject({ code: 'unknown-role', file: 'program.yaml', severity: 'error' });
    expect(wrong['program.yaml'].split('\n')[problem.line - 1]).toContain('klo-seniors');
    expect((await ask('support-2', 'GET', `/v1/drafts/${body.id}`)).body.sources).toEqual(sources);
  });

  test('never has another name, no base that does not exist, and only one form of a document', async () => {
    const renamed = await aDraft((document) => void (document.program.name = 'other'));
    expect(renamed.status).toBe(400);
    const { document, sources } = await currentOf('cdek');
    expect((await ask('support-2', 'POST', DRAFTS, { base: 77, document })).status).toBe(400);
    expect((await ask('support-2', 'POST', DRAFTS, { base: 1, document, sources })).status).toBe(400);
    for (const odd of [null, 1, [], 'x', {}, { program: null, texts: null }, { program: {}, texts: [] }]) {
      const answer = await ask('support-2', 'POST', DRAFTS, { base: 1, document: odd });
      expect([400, 422]).toContain(answer.status);
    }
  });

  test('never loses a process: a customer may be in the middle of an intake', async () => {
    const refused = await aDraft(({ program }) => {
      delete program.conversation;
      delete program.keeping;
    });
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ code: 'process-gone' }] } });
  });

  test('a check keeps nothing', async () => {
    const { sources } = await currentOf('cdek');
    const check = (given: object) => ask('klo-1', 'POST', '/v1/program-check', given);
    expect((await check({ sources })).body).toEqual({ problems: [] });
    const broken = { ...sources, 'program.yaml': 'name: [' };
    expect((await check({ sources: broken })).body.problems[0]).toMatchObject({ code: 'yaml', line: 1 });
    const unread = { ...sources, 'program.yaml': 'name: *cdek' };
    expect((await check({ sources: unread })).body.problems[0]).toMatchObject({ code: 'yaml', file: 'program.yaml' });
    expect((await check({})).status).toBe(400);
  });
});

describe('publishing', () => {
  test('the next request works by it, open drafts of the same base are outdated', async () => {
    const [first, second] = [
      await aDraft(twelveMinutes),
      await aDraft((one) => void (one.program.roles = one.program.roles.toReversed())),
    ];
    const published = await ask('support-2', 'POST', `/v1/drafts/${first.body.id}/publish`, { note: 'too many calls' });
    expect(published).toMatchObject({ status: 200, body: { version: 2, current: true, note: 'too many calls' } });
    expect((await currentOf('cdek')).document.program.conversation.queues.klo.ladder[0].after).toBe('PT12M');
    const late = await ask('support-2', 'POST', `/v1/drafts/${second.body.id}/publish`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'draft-outdated', current: 2 } });
    expect(late.body.differences).toHaveLength(1);
    const again = await ask('support-2', 'POST', `/v1/drafts/${first.body.id}/publish`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'draft-published' } });
    expect((await ask('support-2', 'PUT', `/v1/drafts/${first.body.id}`, { name: 'x' })).body.code).toBe(
      'draft-published',
    );
  });

  test('at an instant ahead: it counts from then on, without another request', async () => {
    const validFrom = '2031-03-04T07:00:00.000Z';
    const { body } = await aDraft((document) => void (document.program.conversation.replies.overdueAfter = 'PT9M'));
    const past = await ask('support-2', 'POST', `/v1/drafts/${body.id}/publish`, { validFrom: '2020-01-01T00:00:00Z' });
    expect(past).toMatchObject({ status: 422, body: { code: 'valid-from-past' } });
    const published = await ask('support-2', 'POST', `/v1/drafts/${body.id}/publish`, { validFrom });
    expect(published.body).toMatchObject({ current: false, validFrom });
    const { version } = published.body;
    expect((await currentOf('cdek')).version).toBe(version - 1);
    api.clock.set('2031-03-04T06:59:59.999Z');
    expect((await currentOf('cdek')).version).toBe(version - 1);
    api.clock.set(validFrom);
    expect((await currentOf('cdek')).version).toBe(version);
    api.clock.set(START);
  });

  test('going back publishes an older document as the newest version', async () => {
    api.clock.set('2031-03-05T07:00:00.000Z');
    const { body } = await ask('support-2', 'POST', '/v1/programs/cdek/versions/1/publish', { note: 'back' });
    const current = await currentOf('cdek');
    expect(current.version).toBe(body.version);
    expect(current.document).toEqual((await ask('admin', 'GET', '/v1/programs/cdek/versions/1')).body.document);
    expect((await ask('director', 'POST', '/v1/programs/cdek/versions/1/publish', {})).status).toBe(403);
  });

  test('a second person, where the program says so', async () => {
    const begun = await aDraft((document) => void (document.program.publishing = { secondPerson: true }));
    expect((await ask('support-2', 'POST', `/v1/drafts/${begun.body.id}/publish`, {})).status).toBe(200);
    const { body } = await aDraft(twelveMinutes);
    const alone = await ask('support-2', 'POST', `/v1/drafts/${body.id}/publish`, {});
    expect(alone).toMatchObject({ status: 403, body: { code: 'second-person-required', preparedBy: 'support-2' } });
    expect((await ask('admin', 'POST', `/v1/drafts/${body.id}/publish`, {})).status).toBe(200);
  });

  test('two at once: one wins', async () => {
    const drafts = [
      await aDraft((one) => void (one.program.country = 'KZ')),
      await aDraft((one) => void (one.program.country = 'BY')),
    ];
    const answers = await Promise.all(
      drafts.map(({ body }) => ask('admin', 'POST', `/v1/drafts/${body.id}/publish`, {})),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  });
});

describe('a new business', () => {
  const named = async (name: string) => {
    const { document } = await currentOf('cdek');
    return { document: { ...document, program: { ...document.program, name } } };
  };

  test('is usable at once: its chat answers', async () => {
    const made = await ask('admin', 'POST', '/v1/programs', await named('courier'));
    expect(made).toMatchObject({ status: 201, body: { program: 'courier', version: 1, current: true } });
    expect((await api.call({ url: '/v1/programs/courier/chat' })).statusCode).toBe(200);
    const opened = await api.call({ method: 'POST', url: '/v1/programs/courier/conversations', payload: {} });
    expect(opened.statusCode).toBe(201);
    const filtered = await ask('director', 'GET', '/v1/conversations?program=courier');
    expect(filtered).toMatchObject({ status: 200, body: { items: [] } });
    const memberships = [{ program: 'courier', role: 'klo' }];
    expect((await ask('admin', 'PATCH', '/v1/people/klo-1', { memberships })).status).toBe(200);
    expect((await ask('klo-1', 'GET', '/v1/programs/courier')).status).toBe(200);
  });

  test('only admins make one, and a name is taken once', async () => {
    expect((await ask('director', 'POST', '/v1/programs', await named('second'))).status).toBe(403);
    expect(await ask('admin', 'POST', '/v1/programs', await named('cdek'))).toMatchObject({
      ...{ status: 409, body: { code: 'program-exists' } },
    });
    expect((await ask('admin', 'POST', '/v1/programs', { document: { program: {}, texts: {} } })).body.code).toBe(
      'program-invalid',
    );
  });
});

test('every step is in the audit trail', async () => {
  const { body } = await ask('admin', 'GET', '/v1/audit?limit=200');
  const actions = body.items.map(({ action }: { action: string }) => action);
  for (const action of ['program.draft-made', 'program.draft-deleted', 'program.published'])
    expect(actions).toContain(action);
});

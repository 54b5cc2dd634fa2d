// The codec server: the Temporal UI's wire format, allowed people and origins, and what stays encrypted.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { later } from '../../domain/calendar/instant.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { base64, encrypted, inWords, plain, type Wire } from '../harness/wire-payloads.ts';
import { keySetting, testKey } from '../harness/payload-keys.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';

const DECODE = '/v1/temporal/codec/decode';
const ENCODE = '/v1/temporal/codec/encode';
const UI = 'https://temporal.example';
const fromUi = { origin: UI, 'sec-fetch-site': 'same-site', 'x-namespace': 'default' };

let api: TestApi;
beforeAll(async () => {
  const settings = { CARELINE_PAYLOAD_KEYS: keySetting('B', 'A'), CARELINE_TEMPORAL_UI_ORIGIN: `${UI}/` };
  api = await startApi({ settings });
});
afterAll(() => api.close());

type Answer = { status: number; code?: string; payloads?: Wire[]; headers: Record<string, unknown>; body: string };

async function ask(login: string | null, payload: unknown, options: Partial<InjectOptions> = {}): Promise<Answer> {
  const call = login === null ? api.call : await api.as(login);
  const headers = { ...fromUi, ...options.headers };
  const answer = await call({ method: 'POST', url: DECODE, payload: payload as object, ...options, headers });
  const read = answer.body === '' ? {} : answer.json<{ code?: string; payloads?: Wire[] }>();
  return { ...read, status: answer.statusCode, headers: answer.headers, body: answer.body };
}

const values = ({ payloads = [] }: Answer) => payloads.map(({ data }) => inWords(data));
const aCase = (program = 'cdek') => `conversation/${program}/${randomUUID()}`;

describe('what is sent', () => {
  test('comes back decrypted, in its order; what is plain as it is, and so what else a payload has', async () => {
    const old = { ...plain('old'), externalPayloads: [{ sizeBytes: '7' }] };
    const sent = [await encrypted('new', aCase()), old, await encrypted('newest', aCase(), testKey('B'))];
    const answer = await ask('director', { payloads: sent });
    expect(answer.status).toBe(200);
    expect(values(answer)).toEqual(['"new"', '"old"', '"newest"']);
    expect(answer.payloads).toEqual([plain('new'), old, plain('newest')]);
  });

  test('is encrypted by the first key, and decrypted again', async () => {
    const made = await ask('director', { payloads: [plain('by hand')] }, { url: ENCODE });
    const metadata = Object.entries(made.payloads?.[0]?.metadata ?? {}).map(([name, text]) => [name, inWords(text)]);
    expect(Object.fromEntries(metadata)).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'B' });
    expect(inWords(made.payloads?.[0]?.data)).not.toContain('by hand');
    expect(values(await ask('director', { payloads: made.payloads }))).toEqual(['"by hand"']);
  });

  test('may hold nothing, as a workflow without a result', async () => {
    const nothing = { metadata: { encoding: base64('binary/null') } };
    const answer = await ask('director', { payloads: [nothing, { ...nothing, data: null }, {}] });
    const empty = { ...nothing, data: '' };
    expect(answer.payloads).toEqual([empty, empty, { metadata: {}, data: '' }]);
    expect((await ask('director', { payloads: [] })).payloads).toEqual([]);
  });

  test('may be a whole page of a history, and no more than that', async () => {
    const page = await ask('director', { payloads: Array(500).fill(await encrypted('one', aCase())) });
    expect([page.status, values(page)]).toEqual([200, Array(500).fill('"one"')]);
    const more = await ask('director', { payloads: Array(3_500).fill(plain(1)) });
    expect([more.status, more.body]).toEqual([400, expect.stringContaining('10000 fields and items')]);
  });

  test('may come with what the newest UI adds to the address', async () => {
    const newest = { url: `${DECODE}?preserveStorageRefs=true` };
    expect((await ask('director', { payloads: [plain(1)] }, newest)).status).toBe(200);
  });

  test.each([
    ['no JSON', '{"payloads":'],
    ['no body', ''],
    ['no list', { payloads: {} }],
    ['a list alone', [plain(1)]],
    ['a field that we do not know', { payloads: [], more: 1 }],
    ['a payload with one', { payloads: [{ ...plain(1), more: 1 }] }],
    ['data that is not base64', { payloads: [{ ...plain(1), data: 'тест' }] }],
    ['metadata that is no text', { payloads: [{ metadata: { encoding: 7 }, data: '' }] }],
    ['a null', { payloads: [null] }],
  ])('is 400 with %s', async (_, payload) => {
    const headers = { 'content-type': 'application/json' };
    for (const url of [DECODE, ENCODE]) {
      const answer = await ask('director', payload, { url, headers });
      expect([answer.status, answer.code]).toEqual([400, 'invalid-request']);
      // Without it the UI could not show the reason.
      expect(answer.headers['access-control-allow-origin']).toBe(UI);
    }
  });

  test('is 413 beyond a megabyte', async () => {
    const answer = await ask('director', { payloads: [{ data: 'A'.repeat(1024 * 1024) }] });
    expect([answer.status, answer.code]).toEqual([413, 'payload-too-large']);
  });

  test('under a key that is not here is named, and nothing of the list is told', async () => {
    const answer = await ask('director', { payloads: [plain('old'), await encrypted('x', aCase(), testKey('Z'))] });
    expect([answer.status, answer.code]).toEqual([422, 'payload-key-unknown']);
    expect(answer.body).toContain('no payload key \\"Z\\"');
    expect(answer.payloads).toBeUndefined();
  });

  test('and was changed is refused, also where only the case that it says it is of was', async () => {
    const made = await encrypted('x', aCase('filkhedma'));
    const moved = { ...made, metadata: { ...made.metadata, 'careline-workflow-id': base64(aCase('cdek')) } };
    const cut = { ...made, data: made.data?.slice(0, 8) ?? '' };
    for (const [login, payload] of [
      ['director', moved],
      ['cs-lead', cut],
      ['cs-lead', { ...made, data: null }],
    ] as const) {
      const answer = await ask(login, { payloads: [payload] });
      expect([answer.status, answer.code]).toEqual([422, 'payload-unreadable']);
    }
  });
});

describe('who may ask', () => {
  const mine = { cdek: 200, filkhedma: 200, plain: 200 };
  const none = { cdek: 403, filkhedma: 403, plain: 403 };
  test.each<[login: string, Record<'cdek' | 'filkhedma' | 'plain', number>]>([
    ['admin', mine],
    ['director', { ...mine, filkhedma: 403 }],
    ['cs-lead', { ...mine, cdek: 403 }],
    ['klo-senior', none],
    ['klo-1', none],
    ['cs-1', none],
    ['finance-1', none],
  ])('%s', async (login, expected) => {
    const cases = {
      cdek: [await encrypted('x', aCase('cdek'))],
      filkhedma: [plain(1), await encrypted('x', `service-package/filkhedma/${randomUUID()}`)],
      plain: [plain(1)],
    };
    const answers = Object.entries(cases).map(async ([name, payloads]) => [
      name,
      (await ask(login, { payloads })).status,
    ]);
    expect(Object.fromEntries(await Promise.all(answers))).toEqual(expected);
    const encoded = await ask(login, { payloads: [plain(1)] }, { url: ENCODE });
    expect(encoded.status).toBe(expected.plain);
    if (encoded.status === 403) expect(encoded.code).toBe('not-allowed');
  });

  test('of an unknown program, admins; of no program, those who oversee any program', async () => {
    const strange = [await encrypted('x', aCase('unknown')), await encrypted('x', 'probe')];
    for (const payload of strange) {
      expect((await ask('admin', { payloads: [payload] })).status).toBe(200);
      expect((await ask('director', { payloads: [payload] })).status).toBe(403);
    }
    expect((await ask('cs-lead', { payloads: [await encrypted('x', null)] })).status).toBe(200);
  });

  test('are closed to a caller without a login and to a customer', async () => {
    expect(await ask(null, { payloads: [] })).toMatchObject({ status: 401, code: 'not-logged-in' });
    const headers = bearer(await storeConversation(api.database.orm));
    expect((await ask(null, { payloads: [] }, { headers })).status).toBe(403);
  });

  test('an app whose key has the role, for the command line; not one that only reads', async () => {
    const admin = await api.as('admin');
    const key = async (name: string, scope: string) => {
      const payload = { name, program: 'cdek', roles: ['director'], scope };
      return (await admin({ method: 'POST', url: '/v1/api-keys', payload })).json<{ key: string }>().key;
    };
    const payloads = [await encrypted('x', aCase())];
    const shown = async (scope: string) => ({ headers: { authorization: `Bearer ${await key(scope, scope)}` } });
    expect((await ask(null, { payloads }, await shown('read-write'))).status).toBe(200);
    expect(await ask(null, { payloads }, await shown('read-only'))).toMatchObject({
      status: 403,
      code: 'key-read-only',
    });
  });
});

describe('from where', () => {
  const preflight = (origin: string | null, url = DECODE) =>
    api.call({
      ...{ method: 'OPTIONS', url },
      headers: {
        ...(origin === null ? {} : { origin }),
        'sec-fetch-site': 'same-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-namespace',
      },
    });

  test.each([DECODE, ENCODE])('%s: a preflight of the UI is answered without a login', async (url) => {
    const { statusCode, headers } = await preflight(UI, url);
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type, X-Namespace',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
  });

  const foreign = ['https://evil.example', 'http://temporal.example', `${UI}.evil.example`, `${UI}:8443`, 'null'];

  test.each(foreign)('%s: refused, and its page reads nothing', async (origin) => {
    const answers = [await preflight(origin), await ask('director', { payloads: [plain(1)] }, { headers: { origin } })];
    for (const { headers } of answers) {
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
    expect((await preflight(origin)).statusCode).toBe(403);
    expect(answers[1]).toMatchObject({ status: 403, code: 'cross-site-request' });
  });

  test('the answer to the UI says that it may be read, also where it says no', async () => {
    const answers = [await ask('director', { payloads: [] }), await ask(null, { payloads: [] })];
    for (const { headers } of [...answers, await ask('klo-1', { payloads: [] })]) {
      expect(headers).toMatchObject({ 'access-control-allow-origin': UI, vary: 'Origin', 'cache-control': 'no-store' });
      expect(headers['access-control-allow-credentials']).toBe('true');
    }
  });

  test('our own pages and programs may ask as everywhere', async () => {
    const headers = { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' };
    expect((await ask('director', { payloads: [] }, { headers })).status).toBe(200);
    const cookie = await api.as('director');
    expect((await cookie({ method: 'POST', url: DECODE, payload: { payloads: [] } })).statusCode).toBe(200);
  });

  test('the UI is let in nowhere else', async () => {
    const director = await api.as('director');
    const answer = await director({ method: 'POST', url: '/v1/logout', headers: fromUi });
    expect(answer.statusCode).toBe(403);
    const me = await director({ url: '/v1/me', headers: fromUi });
    expect(me.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('without the setting no other origin is let in, and without keys all stays plain', async () => {
    const other = await startApi();
    const director = await other.as('director');
    const send = (url: string, payload: object, headers = {}) => director({ method: 'POST', url, payload, headers });
    expect((await send(DECODE, { payloads: [] }, fromUi)).statusCode).toBe(403);
    for (const url of [DECODE, ENCODE])
      expect((await send(url, { payloads: [plain(1)] })).json()).toEqual({ payloads: [plain(1)] });
    const unknown = await send(DECODE, { payloads: [await encrypted('x', aCase())] });
    expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'payload-key-unknown']);
    await other.close();
  });
});

describe('the audit trail', () => {
  type Row = {
    actor: string;
    action: string;
    program: string | null;
    caseId: string | null;
    reason: string;
    details: unknown;
  };
  const rowsOf = async (caseId: string) => {
    const { items } = (await (await api.as('admin'))({ url: `/v1/audit?caseId=${caseId}` })).json<{ items: Row[] }>();
    return items;
  };

  test('has one row for each reader and case in five minutes', async () => {
    const [first, second] = [aCase(), aCase()];
    const caseId = first.split('/')[2] ?? '';
    const payloads = [await encrypted(1, first), await encrypted(2, first), await encrypted(3, second), plain(4)];
    await Promise.all([1, 2, 3].map(() => ask('director', { payloads })));
    await ask('director', { payloads });
    await ask('admin', { payloads });
    const rows = await rowsOf(caseId);
    const row = { action: 'payloads.decrypted', program: 'cdek', reason: 'oversight', details: { workflowId: first } };
    expect(rows).toEqual(['director', 'admin'].map((actor) => expect.objectContaining({ actor, caseId, ...row })));
    expect(await rowsOf(second.split('/')[2] ?? '')).toHaveLength(2);
    api.clock.set(later(START, 'PT5M'));
    await ask('director', { payloads });
    expect(await rowsOf(caseId)).toHaveLength(3);
  });

  test('that cannot be written keeps all to itself', async () => {
    const payloads = [await encrypted('unaudited', aCase())];
    const execute = (statement: string) => api.database.orm.em.fork().execute(statement);
    await execute(`alter table audit_entries add constraint full_up check (action <> 'payloads.decrypted') not valid`);
    const refused = await ask('director', { payloads });
    await execute('alter table audit_entries drop constraint full_up');
    expect([refused.status, refused.payloads]).toEqual([500, undefined]);
    expect(values(await ask('director', { payloads }))).toEqual(['"unaudited"']);
  });

  test('has no row for a refused reader or for plain payloads', async () => {
    const workflowId = aCase();
    const one = await encrypted(1, workflowId);
    await ask('klo-1', { payloads: [one] });
    await ask('director', { payloads: [one, await encrypted(2, workflowId, testKey('Z'))] });
    await ask('director', { payloads: [plain(workflowId)] });
    expect(await rowsOf(workflowId.split('/')[2] ?? '')).toEqual([]);
  });
});

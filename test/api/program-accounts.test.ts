// Publishing refuses accounts that cannot work here, and accounts that keep their id and are another one.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { insertVersion, lockPublishing } from '../../db/write/program-versions.ts';
import { rows, sql } from '../../db/sql.ts';
import { digestOf } from '../../programs/digest.ts';
import { sourceOf } from '../../programs/source.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';
import * as own from '../harness/vendors/program-accounts.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers and documents are looked at in parts
type Any = any;
type Answer = { status: number; body: Any };

const VERSIONS = '/v1/programs/filkhedma/versions';
const sandbox = (adapter: string, kind = 'payment') => ({ kind, adapter, sandbox: true });

let api: TestApi;
let bare: TestApi;
beforeAll(async () => {
  api = await startApi({ cases: silentCases, settings: { CARELINE_PUBLIC_URL: 'https://care.example' } });
  bare = await startApi({ cases: silentCases });
});
beforeEach(() => own.unsetSecrets());
afterAll(async () => {
  await Promise.all([api.close(), bare.close()]);
  own.unsetSecrets();
});

async function ask(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, at = api): Promise<Answer> {
  const call = await at.as('admin');
  const { statusCode, body } = await call({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: statusCode, body: JSON.parse(body) };
}

const newest = async (at = api) => (await ask('GET', VERSIONS, undefined, at)).body.items[0].version;

/** The document of the newest version with these accounts. */
async function documentWith(vendors: object, at = api) {
  const base = await newest(at);
  const { document } = (await ask('GET', `${VERSIONS}/${base}`, undefined, at)).body;
  return { base, document: { ...document, program: { ...document.program, vendors } } };
}

const aDraft = async (vendors: object, at = api) =>
  ask('POST', '/v1/programs/filkhedma/drafts', await documentWith(vendors, at), at);

async function publish(vendors: object, at = api): Promise<Answer> {
  const { status, body } = await aDraft(vendors, at);
  expect([status, body]).toMatchObject([201, {}]);
  return ask('POST', `/v1/drafts/${body.id}/publish`, {}, at);
}

const problemsOf = ({ status, body }: Answer) => [
  status,
  body.code,
  (body.problems ?? []).map(({ path, code, text }: Any) => [path, code, text]),
];

describe('an account that this installation does not let work', () => {
  test('a secret that is not set is named, and nothing is published', async () => {
    const before = await newest();
    const desk = own.ownDesk({ url: 'http://127.0.0.1:81' });
    expect(problemsOf(await publish({ texts: own.ownTexts, desk }))).toEqual([
      422,
      'program-invalid',
      [
        ['/program/vendors/texts', 'missing-secret', 'VENDOR_FILKHEDMA__TEXTS is not set in this installation'],
        ['/program/vendors/desk', 'missing-secret', 'VENDOR_FILKHEDMA__DESK is not set in this installation'],
        ['/program/vendors/desk', 'missing-secret', 'VENDOR_FILKHEDMA__DESK_REPORTS is not set in this installation'],
      ],
    ]);
    expect(await newest()).toBe(before);
    own.setSecrets();
    expect((await publish({ texts: own.ownTexts, desk })).status).toBe(200);
  });

  test('a provider that reports needs the public address; a sandbox needs nothing', async () => {
    own.setSecrets();
    const text = '`twilio` reports to CARELINE_PUBLIC_URL, which is not set in this installation';
    expect(problemsOf(await publish({ texts: own.ownTexts }, bare))).toEqual([
      422,
      'program-invalid',
      [['/program/vendors/texts', 'no-public-url', text]],
    ]);
    own.unsetSecrets();
    expect((await publish({ played: sandbox('twilio', 'sms') }, bare)).status).toBe(200);
  });
});

describe('an account that keeps its id and is another one', () => {
  test('is refused in a draft, also when the version before left it out; another id is free', async () => {
    expect((await publish({ club: sandbox('paymob') })).status).toBe(200);
    expect((await publish({})).status).toBe(200);
    expect(problemsOf(await aDraft({ club: sandbox('fawry') }))).toMatchObject([
      422,
      'program-invalid',
      [['/program/vendors/club/adapter', 'account-changed', expect.stringContaining('was at `paymob`')]],
    ]);
    own.setSecrets();
    const settings = { merchantId: 1, integrationIds: [1] };
    const key = { env: 'VENDOR_FILKHEDMA__TEXTS' };
    const real = { kind: 'payment', adapter: 'paymob', settings, secrets: { apiKey: key, hmacSecrets: key } };
    expect(problemsOf(await aDraft({ club: real }))).toMatchObject([
      422,
      'program-invalid',
      [['/program/vendors/club/sandbox', 'account-changed', expect.stringContaining('was a sandbox')]],
    ]);
    expect((await publish({ club: sandbox('paymob'), 'club-2': real })).status).toBe(200);
  });

  test('is refused when an older version is published again, and in a changed draft', async () => {
    const { status, body } = await aDraft({ shop: sandbox('paymob') });
    expect(status).toBe(201);
    const older = (await ask('POST', `/v1/drafts/${body.id}/publish`, {})).body.version;
    // From before this was checked.
    const { document } = await documentWith({ shop: sandbox('fawry') });
    const source = sourceOf(document);
    const version = await api.database.orm.em.fork().transactional(async (em) => {
      await lockPublishing(em);
      const by = { validFrom: START, publishedAt: START, publishedBy: 'admin', note: null };
      return insertVersion(em, { program: 'filkhedma', digest: digestOf(document), source, ...by });
    });
    expect(problemsOf(await ask('POST', `${VERSIONS}/${older}/publish`, {}))).toMatchObject([
      422,
      'program-invalid',
      [['/program/vendors/shop/adapter', 'account-changed', expect.any(String)]],
    ]);
    expect(await newest()).toBe(version);
    const draft = (await aDraft({ shop: sandbox('fawry') })).body.id;
    const changed = await documentWith({ shop: sandbox('paymob') });
    expect(problemsOf(await ask('PUT', `/v1/drafts/${draft}`, changed))).toMatchObject([422, 'program-invalid', [{}]]);
  });

  test('a version that is valid later counts, one that was withdrawn does not', async () => {
    const validFrom = '2031-03-20T07:00:00.000Z';
    const { body } = await aDraft({ stall: sandbox('paymob') });
    const { version } = (await ask('POST', `/v1/drafts/${body.id}/publish`, { validFrom })).body;
    expect((await aDraft({ stall: sandbox('fawry') })).status).toBe(422);
    expect((await ask('POST', `${VERSIONS}/${version}/withdraw`, { note: 'no' })).status).toBe(200);
    const base = (
      await rows<{ version: number }>(
        api.database.orm.em.fork(),
        sql`select max(version) as version from program_versions where program = 'filkhedma' and withdrawn_at is null`,
      )
    )[0]?.version;
    const { document } = await documentWith({ stall: sandbox('fawry') });
    expect((await ask('POST', '/v1/programs/filkhedma/drafts', { base, document })).status).toBe(201);
  });
});

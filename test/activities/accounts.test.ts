// A program's own accounts at providers: found by name, with the secrets of this installation.
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { adapterOf } from '../../activities/effects/adapters.ts';
import { adaptersFrom } from '../../activities/effects/providers.ts';
import { accountEvents } from '../../activities/inbox-accounts.ts';
import { openOrm } from '../../db/orm.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import { isPaidTo } from '../../domain/service-package/payees.ts';
import { bookOf, compiled } from '../../programs/book.ts';
import { readFolder } from '../../programs/folder.ts';
import { publish, shippedPrograms } from '../../programs/index.ts';
import { API_KEY, startPaymob } from '../harness/vendors/loopback-paymob.ts';
import { INTEGRATION_ID, MERCHANT_ID } from '../harness/vendors/paymob-callback.ts';

const FOLDER = resolve(import.meta.dirname, '../../rehearsals/programs/reading-room');
const SECRETS = ['VENDOR_READING_ROOM__KEY', 'VENDOR_READING_ROOM__HMAC'];
// This database is never used.
const orm = openOrm('postgres://unused@127.0.0.1:1/none');
const shown = compiled({ source: readFolder(FOLDER), version: 1 });
const { library, ...others } = shown.vendors ?? {};
if (library === undefined) throw new Error('the reading room has no account of the library');
const settings = { merchantId: MERCHANT_ID, integrationIds: [INTEGRATION_ID], cashIntegrationId: 3 };
const program = { ...shown, vendors: { ...others, library: { ...library, sandbox: false, settings } } };

let paymob: Awaited<ReturnType<typeof startPaymob>>;
beforeAll(async () => {
  paymob = await startPaymob();
  publish(bookOf([...shippedPrograms(), program]));
});
afterEach(() => {
  for (const name of SECRETS) delete process.env[name];
});
afterAll(async () => {
  publish(bookOf(shippedPrograms()));
  await Promise.all([paymob.close(), orm.close()]);
});

const adapters = () => adaptersFrom({ CARELINE_PUBLIC_URL: 'https://care.example', PAYMOB_BASE_URL: paymob.url }, orm);
const effect: LedgerEffect = {
  ...{ id: 'e1', key: '-', process: '-', program: program.name, caseId: 'c1', intent: 'link/1' },
  ...{ kind: 'payment/request/library-card', channel: 'payment', recipient: '+201001234567', text: '-' },
  ...{ status: 'sending', ifUnknown: 'stay', delivery: null, code: null, providerRef: null, evidence: null },
  ...{ attempts: 1, resends: 0, plannedAt: '2031-03-03T07:00:00Z', sentAt: null, settledAt: null },
  details: {
    ...{ amountMinor: 100, currency: 'EGP', expiresAt: '2031-03-04T07:00:00Z' },
    ...{ way: 'link', account: 'library' },
  },
};

test('without its secrets an account is not set up, and its events wait', () => {
  expect(adapters().account(program.name, 'library')).toBeNull();
  expect(adapterOf(adapters(), effect)).toBeNull();
  const nothingTold = () => {
    throw new Error('nothing is told');
  };
  const notices = { payment: nothingTold, failure: nothingTold };
  const act = accountEvents('reading-room/library', {}, notices);
  expect(() => act?.(orm.em.fork(), {} as never, '')).toThrow('is not set up here');
  expect(accountEvents('paymob', {}, notices)).toBeUndefined();
});

test('with them an effect goes to its account, which reports to an address of its own', async () => {
  process.env['VENDOR_READING_ROOM__KEY'] = API_KEY;
  process.env['VENDOR_READING_ROOM__HMAC'] = 'hmac';
  const own = adapters();
  const adapter = adapterOf(own, effect);
  // A client keeps its login, so the same account has the same adapters.
  expect(adapterOf(own, effect)).toBe(adapter);
  await adapter?.send(effect, new AbortController().signal);
  expect(paymob.links.map(({ form }) => form.get('notification_url'))).toEqual([
    'https://care.example/v1/webhooks/accounts/reading-room/library',
  ]);
  expect(own.account(program.name, 'library')?.payment.link?.inquiry?.source).toBe('reading-room/library');
  expect(own.account(program.name, 'library')?.payment.code).toBeUndefined();
});

test('a sandbox of the program, an account that is not there, and money by hand', () => {
  const own = adapters();
  const of = (account: string, way = 'link') => adapterOf(own, { ...effect, details: { way, account } });
  expect(of('club')?.callTimeoutMs).toBe(1_000);
  expect(of('nothing')).toBeNull();
  expect(adapterOf(own, { ...effect, details: { way: 'by-hand' } })).toBeNull();
});

test('money is for the account that asked, or for the installation', () => {
  const asked = { program: 'reading-room', method: 'library-card', kind: 'link', account: 'library' } as const;
  expect(isPaidTo({ program: 'reading-room', account: 'library' }, asked)).toBe(true);
  expect(isPaidTo({ program: 'reading-room', account: 'club' }, asked)).toBe(false);
  expect(isPaidTo({ program: 'lessons', account: 'library' }, asked)).toBe(false);
  expect(isPaidTo({ kinds: ['link'] }, asked)).toBe(false);
  expect(isPaidTo({ kinds: ['link'] }, { ...asked, account: null })).toBe(true);
  // From before methods had kinds.
  expect(isPaidTo({ kinds: ['code'] }, { ...asked, method: 'card', kind: null, account: null })).toBe(false);
  expect(isPaidTo({ kinds: ['link'] }, { ...asked, method: 'card', kind: null, account: null })).toBe(true);
});

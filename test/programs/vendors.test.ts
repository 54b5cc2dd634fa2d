// Accounts at providers in a document. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import { lacksPublicUrl, missingSecrets, vendorsOfAccount } from '../../platform/vendor-accounts.ts';
import { adapterForms } from '../../programs/adapters.ts';
import { changedAccounts } from '../../programs/checks/kept-accounts.ts';
import { type Any, wrong } from './wrong-documents.ts';

const CARELINE_PUBLIC_URL = 'https://care.example';
const key = { env: 'VENDOR_READING_ROOM__KEY' };
const real = (changes: Any = {}) => ({
  ...{ kind: 'payment', adapter: 'paymob', settings: { merchantId: 1, integrationIds: [1] } },
  ...{ secrets: { apiKey: key, hmacSecrets: key } },
  ...changes,
});

const AC = `AC${'0'.repeat(32)}`;
const texts = (changes: Any = {}) => ({
  ...{ kind: 'sms', adapter: 'twilio', settings: { accountSid: AC, from: '+15017122661' } },
  ...{ secrets: { authTokens: key } },
  ...changes,
});
const desk = (changes: Any = {}) => ({
  ...{ kind: 'help-desk', adapter: 'freshdesk', settings: { domain: 'reading-room' } },
  ...{ secrets: { apiKey: key, webhookSecrets: key } },
  ...changes,
});

describe.each<[string, string, (program: Any) => void]>([
  ['vendors/club/kind', 'wrong-kind', ({ vendors }) => (vendors.club.kind = 'sms')],
  ['vendors/texts/kind', 'wrong-kind', ({ vendors }) => (vendors.texts = texts({ kind: 'help-desk' }))],
  [
    'vendors/texts/settings/accountSid',
    'wrong-setting',
    ({ vendors }) => (vendors.texts = texts({ settings: { accountSid: 'AC1', from: '+1' } })),
  ],
  [
    'vendors/texts/settings',
    'wrong-setting',
    ({ vendors }) => {
      vendors.texts = texts();
      vendors.texts.settings.messagingServiceSid = AC.replace('AC', 'MG');
    },
  ],
  [
    'vendors/texts/settings',
    'missing-setting',
    ({ vendors }) => (vendors.texts = texts({ settings: { accountSid: AC } })),
  ],
  ['vendors/texts/secrets', 'missing-secret', ({ vendors }) => (vendors.texts = texts({ secrets: {} }))],
  [
    'vendors/desk/settings/domain',
    'wrong-setting',
    ({ vendors }) => (vendors.desk = desk({ settings: { domain: 'thief.example' } })),
  ],
  ['vendors/desk/secrets', 'missing-secret', ({ vendors }) => (vendors.desk = desk({ secrets: { apiKey: key } }))],
  ['vendors/more/kind', 'unfit', ({ vendors }) => (vendors.more = texts({ kind: 'letters' }))],
  [
    'vendors/more',
    'two-accounts',
    ({ vendors }) => {
      vendors.texts = texts();
      vendors.more = texts({ sandbox: true });
    },
  ],
  [
    'servicePackage/methods/kiosk/account',
    'method-not-served',
    ({ vendors, servicePackage }) => {
      vendors.texts = texts();
      servicePackage.methods.kiosk.account = 'texts';
    },
  ],
  ['vendors/club/adapter', 'unknown-adapter', ({ vendors }) => (vendors.club.adapter = 'purse')],
  ['vendors/club/kind', 'unfit', ({ vendors }) => (vendors.club.kind = 'bank')],
  ['vendors/club/settings/colour', 'unknown-setting', ({ vendors }) => (vendors.club.settings.colour = 'red')],
  ['vendors/club/settings/merchantId', 'wrong-setting', ({ vendors }) => (vendors.club.settings.merchantId = 'one')],
  ['vendors/club/settings', 'missing-setting', ({ vendors }) => (vendors.club = real({ settings: {} }))],
  ['vendors/club/secrets', 'missing-secret', ({ vendors }) => (vendors.club = real({ secrets: { apiKey: key } }))],
  ['vendors/club/secrets/pin', 'unknown-secret', ({ vendors }) => (vendors.club.secrets = { pin: key })],
  [
    'vendors/club/secrets/apiKey/env',
    'foreign-secret',
    ({ vendors }) => (vendors.club.secrets = { apiKey: { env: 'VENDOR_READING__KEY' } }),
  ],
  [
    'vendors/club/secrets/apiKey/env',
    'unfit',
    ({ vendors }) => (vendors.club.secrets = { apiKey: { env: 'DATABASE_URL' } }),
  ],
  ['servicePackage/methods/kiosk/account', 'unknown-account', ({ vendors }) => delete vendors.kiosks],
  [
    'servicePackage/methods/kiosk/account',
    'method-not-served',
    ({ servicePackage }) => (servicePackage.methods.kiosk.account = 'club'),
  ],
  [
    'servicePackage/methods/kiosk/account',
    'currency-unsupported',
    ({ servicePackage }) => (servicePackage.currency = 'USD'),
  ],
  [
    'servicePackage/methods/club-card/account',
    'currency-unsupported',
    ({ servicePackage }) => (servicePackage.currency = 'KWD'),
  ],
  [
    'servicePackage/methods/club-card/account',
    'missing-setting',
    ({ vendors, servicePackage }) => {
      vendors.club = real();
      servicePackage.methods['club-card'].kind = 'collection';
    },
  ],
])('%s', (path, code, change) => {
  test(`${code}: it never starts and never publishes`, () => {
    const { sound, problems } = wrong('reading-room', ({ program }) => change(program));
    expect(sound).toBeNull();
    expect(problems).toContainEqual([`/program/${path}`, code, 'error']);
  });
});

test('an account that no method uses is said', () => {
  const { sound, problems } = wrong('reading-room', ({ program }) => (program.vendors.spare = program.vendors.club));
  expect(sound).not.toBeNull();
  expect(problems).toEqual([['/program/vendors/spare', 'unused-account', 'warning']]);
});

test('an SMS account and a help desk serve the whole program; a sandbox needs nothing', () => {
  const { sound, problems } = wrong('reading-room', ({ program: { vendors } }) => {
    vendors.texts = texts();
    vendors.desk = desk();
  });
  expect([sound?.program.vendors?.['texts'], problems]).toMatchObject([{ kind: 'sms' }, []]);
  const played = wrong('reading-room', ({ program: { vendors } }) => {
    vendors.texts = { kind: 'sms', adapter: 'twilio', sandbox: true };
    vendors.desk = { kind: 'help-desk', adapter: 'freshdesk', sandbox: true };
  });
  expect(played.problems).toEqual([]);
});

test('an SMS account of a program that sends none is said', () => {
  const { sound, problems } = wrong('cdek', ({ program }) => {
    program.vendors = { texts: texts({ secrets: { authTokens: { env: 'VENDOR_CDEK__KEY' } } }) };
  });
  expect(sound).not.toBeNull();
  expect(problems).toContainEqual(['/program/vendors/texts', 'unused-account', 'warning']);
});

describe('an account that keeps its id', () => {
  type Account = Parameters<typeof missingSecrets>[0];
  const [before, sandbox] = [texts() as Account, texts({ sandbox: true }) as Account];
  const changed = (account: Account, earlier: Account | null) =>
    changedAccounts({ texts: account }, (id) => (id === 'texts' ? earlier : null)).map(({ path, code }) => [
      path.join('/'),
      code,
    ]);

  test('may change what it needs, and a new id is free', () => {
    expect(changed({ ...before, settings: { accountSid: AC, from: '+20' } }, before)).toEqual([]);
    expect(changed({ ...before, sandbox: false }, before)).toEqual([]);
    expect(changed(before, null)).toEqual([]);
  });

  test('stays at its provider, and a sandbox stays one', () => {
    expect(changed(real() as Account, before)).toEqual([['program/vendors/texts/adapter', 'account-changed']]);
    expect(changed(sandbox, before)).toEqual([['program/vendors/texts/sandbox', 'account-changed']]);
    expect(changed(before, sandbox)).toEqual([['program/vendors/texts/sandbox', 'account-changed']]);
  });
});

describe('the secrets of an account are in the installation', () => {
  const account = real() as Parameters<typeof missingSecrets>[0];
  const environment = { VENDOR_READING_ROOM__KEY: 'one,two', PAYMOB_API_KEY: 'another' };

  test('without one the account is not set up', () => {
    expect(missingSecrets(account, {})).toEqual([key.env, key.env]);
    expect(vendorsOfAccount(account, {}, {})).toBeNull();
    expect(missingSecrets({ ...account, sandbox: true }, {})).toEqual([]);
  });

  test('with them it has its own, at the provider’s address of the installation', () => {
    const installation = { PAYMOB_BASE_URL: 'http://127.0.0.1:1', CARELINE_PUBLIC_URL };
    expect(vendorsOfAccount(account, installation, environment)).toEqual({
      paymob: {
        ...{ apiKey: 'one,two', hmacSecrets: ['one', 'two'], merchantId: 1, integrationIds: [1] },
        ...{ cashIntegrationId: null, returnUrl: null, isLive: false, baseUrl: 'http://127.0.0.1:1' },
      },
    });
  });

  test('a text sender and a help desk have theirs, at the provider’s address', () => {
    const of = (account: object, installation = {}) =>
      vendorsOfAccount(account as never, { CARELINE_PUBLIC_URL, ...installation }, environment);
    const twilio = { accountSid: AC, authTokens: ['one', 'two'], sender: { from: '+15017122661' } };
    expect(of(texts())).toEqual({ twilio });
    const pool = AC.replace('AC', 'MG');
    const proxy = { TWILIO_BASE_URL: 'http://127.0.0.1:1', FRESHDESK_ACCOUNTS_URL: 'http://*.proxy.example:81' };
    expect(of(texts({ settings: { accountSid: AC, messagingServiceSid: pool } }), proxy)).toEqual({
      twilio: { ...twilio, sender: { messagingServiceSid: pool }, baseUrl: 'http://127.0.0.1:1' },
    });
    const freshdesk = { apiKey: 'one,two', webhookSecrets: ['one', 'two'] };
    expect(of(desk())).toEqual({ freshdesk: { ...freshdesk, baseUrl: 'https://reading-room.freshdesk.com' } });
    expect(of(desk(), proxy)).toEqual({ freshdesk: { ...freshdesk, baseUrl: 'http://reading-room.proxy.example:81' } });
  });

  test('a provider that reports to us needs our public address', () => {
    const lacking = (one: object, installation = {}) => lacksPublicUrl(one as never, installation);
    expect([lacking(texts()), lacking(real()), lacking(desk())]).toEqual([true, true, false]);
    expect([lacking(texts({ sandbox: true })), lacking(texts(), { CARELINE_PUBLIC_URL })]).toEqual([false, false]);
    expect(vendorsOfAccount(texts() as never, {}, environment)).toBeNull();
  });

  test.each(Object.keys(adapterForms))('%s is an adapter that can be set up', (adapter) => {
    const { kind = 'payment', secrets, settings } = adapterForms[adapter] ?? { secrets: [], settings: {} };
    const given = {
      ...{ kind, adapter },
      settings: Object.fromEntries(Object.keys(settings).map((name) => [name, name === 'integrationIds' ? [1] : 1])),
      secrets: Object.fromEntries(secrets.map((name) => [name, key])),
    };
    expect(Object.keys(vendorsOfAccount(given, { CARELINE_PUBLIC_URL }, environment) ?? {})).toEqual([adapter]);
  });
});

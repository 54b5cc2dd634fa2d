// Accounts at providers in a document. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import { missingSecrets, vendorsOfAccount } from '../../platform/vendor-accounts.ts';
import { adapterForms } from '../../programs/adapters.ts';
import { type Any, wrong } from './wrong-documents.ts';

const key = { env: 'VENDOR_READING_ROOM__KEY' };
const real = (changes: Any = {}) => ({
  ...{ kind: 'payment', adapter: 'paymob', settings: { merchantId: 1, integrationIds: [1] } },
  ...{ secrets: { apiKey: key, hmacSecrets: key } },
  ...changes,
});

describe.each<[string, string, (program: Any) => void]>([
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

describe('the secrets of an account are in the installation', () => {
  const account = real() as Parameters<typeof missingSecrets>[0];
  const environment = { VENDOR_READING_ROOM__KEY: 'one,two', PAYMOB_API_KEY: 'another' };

  test('without one the account is not set up', () => {
    expect(missingSecrets(account, {})).toEqual([key.env, key.env]);
    expect(vendorsOfAccount(account, {}, {})).toBeNull();
    expect(missingSecrets({ ...account, sandbox: true }, {})).toEqual([]);
  });

  test('with them it has its own, at the provider’s address of the installation', () => {
    expect(vendorsOfAccount(account, { PAYMOB_BASE_URL: 'http://127.0.0.1:1' }, environment)).toEqual({
      paymob: {
        ...{ apiKey: 'one,two', hmacSecrets: ['one', 'two'], merchantId: 1, integrationIds: [1] },
        ...{ cashIntegrationId: null, returnUrl: null, isLive: false, baseUrl: 'http://127.0.0.1:1' },
      },
    });
  });

  test.each(Object.keys(adapterForms))('%s is an adapter that can be set up', (adapter) => {
    const { secrets, settings } = adapterForms[adapter] ?? { secrets: [], settings: {} };
    const given = {
      ...{ kind: 'payment' as const, adapter },
      settings: Object.fromEntries(Object.keys(settings).map((name) => [name, name === 'integrationIds' ? [1] : 1])),
      secrets: Object.fromEntries(secrets.map((name) => [name, key])),
    };
    expect(Object.keys(vendorsOfAccount(given, {}, environment) ?? {})).toEqual([adapter]);
  });
});

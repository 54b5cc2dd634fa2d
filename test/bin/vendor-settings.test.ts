// Each group of settings is complete or absent, and never in a log.
import { expect, test } from '@jest/globals';
import { readSettings, SettingsError } from '../../platform/settings.ts';
import { vendorsOf, channelProviders } from '../../platform/vendor-settings.ts';
import { vendorVariables } from '../harness/vendors/vendor-system.ts';

const ours = { DATABASE_URL: 'postgres://a@b/c', CARELINE_SESSION_SECRET: 's'.repeat(32) };
const read = (environment: Record<string, string>) => readSettings({ ...ours, ...environment });

function mistakes(environment: Record<string, string>): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
}

test('nothing set: the sandbox everywhere', () => {
  const vendors = vendorsOf(read({}));
  expect(vendors).toEqual({ twilio: null, paymob: null, fawry: null, freshdesk: null, smtp: null });
  expect(new Set(Object.values(channelProviders(vendors)))).toEqual(new Set(['sandbox']));
});

test('all set: each way out is named, without a secret', () => {
  const vendors = vendorsOf(read(vendorVariables));
  expect(channelProviders(vendors)).toEqual({
    sms: 'Twilio',
    mail: 'SMTP',
    link: 'Paymob',
    code: 'Fawry',
    collection: 'Paymob',
    helpdesk: 'Freshdesk',
  });
  expect(vendors.twilio?.authTokens).toEqual(['primary-token', 'old-token']);
  expect(vendors.twilio?.sender).toEqual({ from: '+15017122661' });
  expect(vendors.paymob).toMatchObject({ merchantId: 302_852, integrationIds: [4_097_558], isLive: false });
});

const needed = Object.keys(vendorVariables).filter(
  (name) => !['CARELINE_PUBLIC_URL', 'PAYMOB_CASH_INTEGRATION_ID'].includes(name),
);

test.each(needed)('without %s its group is half: one line that names it, and no value', (name) => {
  const { [name]: _left, ...rest } = vendorVariables as Record<string, string>;
  const [line = '', ...more] = mistakes(rest);
  expect(more).toEqual([]);
  expect(line).toMatch(/^(Twilio|Paymob|Fawry|Freshdesk|SMTP) is set up by half/);
  expect(line).toContain(name);
  for (const value of Object.values(vendorVariables)) expect(line).not.toContain(value);
});

test('a provider that calls back needs our public address', () => {
  const { CARELINE_PUBLIC_URL: _left, ...rest } = vendorVariables;
  expect(mistakes(rest).map((line) => line.split(' is ')[0])).toEqual(['Twilio', 'Paymob']);
  for (const line of mistakes(rest)) expect(line).toContain('CARELINE_PUBLIC_URL');
});

test('a number and a pool at once, or a live flag alone: half', () => {
  expect(mistakes({ ...vendorVariables, TWILIO_MESSAGING_SERVICE_SID: `MG${'0'.repeat(32)}` })).toHaveLength(1);
  expect(mistakes({ PAYMOB_LIVE: 'true' })).toHaveLength(1);
});

test('an address alone sets nothing up: programs’ own accounts use it', () => {
  const alone = {
    ...{ FAWRY_BASE_URL: 'https://staging.example', PAYMOB_BASE_URL: 'https://proxy.example' },
    ...{ TWILIO_BASE_URL: 'https://proxy.example', FRESHDESK_ACCOUNTS_URL: 'https://*.proxy.example' },
  };
  expect(mistakes(alone)).toEqual([]);
  expect(new Set(Object.values(channelProviders(vendorsOf(read(alone)))))).toEqual(new Set(['sandbox']));
  expect(mistakes({ FRESHDESK_BASE_URL: 'https://centre.example' })).toHaveLength(1);
});

test('a mail server: STARTTLS is the default, its port follows, and a login is whole or not there', () => {
  const smtp = (changes: Record<string, string>) => vendorsOf(read({ ...vendorVariables, ...changes })).smtp;
  expect(smtp({ SMTP_FROM_NAME: 'Забота' })).toEqual({
    ...{ host: 'mail.example', port: 587, security: 'starttls', login: { user: 'careline', pass: 'smtp-password' } },
    ...{ from: { address: 'care@careline.example', name: 'Забота' }, bounceSecrets: ['bounce-secret', 'old-secret'] },
  });
  expect(smtp({ SMTP_SECURITY: 'tls' })).toMatchObject({ port: 465, from: { name: null } });
  expect(smtp({ SMTP_PORT: '2525', SMTP_USER: '', SMTP_PASSWORD: '' })).toMatchObject({ port: 2_525, login: null });
  const wrong = { SMTP_FROM: 'Care <care@careline.example>', SMTP_HOST: 'mail.example:25', SMTP_SECURITY: 'ssl' };
  expect(
    mistakes({ ...vendorVariables, ...wrong })
      .map((line) => line.replace(/ .*/, ''))
      .toSorted(),
  ).toEqual(Object.keys(wrong).toSorted());
});

test('a value that cannot be right is named, not shown', () => {
  const wrong = { TWILIO_ACCOUNT_SID: 'my-secret', PAYMOB_INTEGRATION_IDS: 'card', TWILIO_AUTH_TOKENS: 'a, b' };
  const lines = mistakes({ ...vendorVariables, ...wrong });
  expect(lines.map((line) => line.replace(/ .*/, '')).toSorted()).toEqual(Object.keys(wrong).toSorted());
  expect(lines.join()).not.toMatch(/my-secret|a, b/);
  expect(lines).toContain('TWILIO_ACCOUNT_SID does not fit, it must be AC and 32 hexadecimal digits');
});

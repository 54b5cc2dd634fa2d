// Real database, ledger, SDKs and adapters, made from settings as in the worker. All effects go to loopback vendors.
import type { Adapters } from '../../../activities/effects/adapters.ts';
import { adaptersFrom } from '../../../activities/effects/providers.ts';
import { effectLedger } from '../../../db/write/effect-ledger.ts';
import type { VendorSettings } from '../../../platform/vendor-settings.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { type MovedClock, movedClock } from '../effects.ts';
import * as fawry from './loopback-fawry.ts';
import * as freshdesk from './loopback-freshdesk.ts';
import * as paymob from './loopback-paymob.ts';
import * as twilio from './loopback-twilio.ts';
import { CASH_INTEGRATION_ID, HMAC_SECRET, INTEGRATION_ID, MERCHANT_ID } from './paymob-callback.ts';

export const PUBLIC_URL = 'https://care.example';
export const FRESHDESK_SECRET = 'freshdesk-webhook-secret';
export const BOUNCE_SECRET = 'bounce-secret';

/** Every outside system, configured as by environment variables. Old secrets are set beside the new ones. */
export const vendorVariables = {
  CARELINE_PUBLIC_URL: PUBLIC_URL,
  TWILIO_ACCOUNT_SID: twilio.ACCOUNT_SID,
  TWILIO_AUTH_TOKENS: `${twilio.AUTH_TOKEN},old-token`,
  TWILIO_FROM: '+15017122661',
  PAYMOB_API_KEY: paymob.API_KEY,
  PAYMOB_HMAC_SECRETS: `${HMAC_SECRET},old-secret`,
  PAYMOB_MERCHANT_ID: String(MERCHANT_ID),
  PAYMOB_INTEGRATION_IDS: String(INTEGRATION_ID),
  PAYMOB_CASH_INTEGRATION_ID: String(CASH_INTEGRATION_ID),
  FAWRY_MERCHANT_CODE: fawry.MERCHANT_CODE,
  FAWRY_SECURE_KEYS: `${fawry.SECURE_KEY},old-key`,
  FRESHDESK_BASE_URL: 'https://centre.example',
  FRESHDESK_API_KEY: freshdesk.API_KEY,
  FRESHDESK_WEBHOOK_SECRETS: `${FRESHDESK_SECRET},old-secret`,
  SMTP_HOST: 'mail.example',
  SMTP_USER: 'careline',
  SMTP_PASSWORD: 'smtp-password',
  SMTP_FROM: 'care@careline.example',
  SMTP_BOUNCE_SECRETS: `${BOUNCE_SECRET},old-secret`,
} satisfies VendorSettings;

export type VendorSystem = {
  database: TestDatabase;
  clock: MovedClock;
  adapters: Adapters;
  ledger: ReturnType<typeof effectLedger>;
  vendors: {
    twilio: Awaited<ReturnType<typeof twilio.startTwilio>>;
    paymob: Awaited<ReturnType<typeof paymob.startPaymob>>;
    fawry: Awaited<ReturnType<typeof fawry.startFawry>>;
    freshdesk: Awaited<ReturnType<typeof freshdesk.startFreshdesk>>;
  };
  close(): Promise<void>;
};

/** `callTimeoutMs`: the duration of a call that hangs. */
export async function openVendorSystem({ callTimeoutMs = 700 } = {}): Promise<VendorSystem> {
  const clock = movedClock();
  const vendors = {
    twilio: await twilio.startTwilio(() => clock.now().toISOString()),
    paymob: await paymob.startPaymob(),
    fawry: await fawry.startFawry(),
    freshdesk: await freshdesk.startFreshdesk({ now: () => clock.now().toISOString() }),
  };
  const database = await freshDatabase();
  const settings = {
    ...vendorVariables,
    TWILIO_BASE_URL: vendors.twilio.url,
    PAYMOB_BASE_URL: vendors.paymob.url,
    FAWRY_BASE_URL: vendors.fawry.url,
    FRESHDESK_BASE_URL: vendors.freshdesk.url,
  };
  const adapters = adaptersFrom(settings, database.orm, { callTimeoutMs, loginTimeoutMs: 500 });
  return {
    ...{ database, clock, adapters, vendors },
    ledger: effectLedger(database.orm),
    async close() {
      await Promise.all(Object.values(vendors).map((server) => server.close()));
      await database.drop();
    },
  };
}

// The adapters that a document may name, and what each needs. `activities/effects/accounts.ts` builds them.
import type { MethodKind } from '../domain/effect.ts';
import { decimalsOf } from '../domain/money.ts';
import type { VendorAccount } from '../domain/program.ts';

/** The only names that the list form of methods has ever had; the third one is a code at an outlet. */
export const listedMethods: readonly string[] = ['card', 'fawry', 'cash'];

/** A text may have a form that its provider prescribes; `fits` describes it in words. */
type SettingForm = {
  form: 'text' | 'number' | 'numbers' | 'flag';
  needed: boolean;
  pattern?: RegExp;
  fits?: string;
};

type Needs = {
  settings: Readonly<Record<string, SettingForm>>;
  /** Exactly one of these settings is given. */
  oneOf?: readonly string[];
  secrets: readonly string[];
};

type PaymentForm = Needs & {
  kind: 'payment';
  /** The kinds of methods that it serves; `needs` is a setting that only this kind needs. */
  serves: Readonly<Partial<Record<MethodKind, { needs?: string }>>>;
  takes(currency: string): boolean;
  /** The currencies in words. */
  currencies: string;
};

/** A way out of the whole program, such as its SMS. */
type ChannelForm = Needs & { kind: Exclude<VendorAccount['kind'], 'payment'> };

export type AdapterForm = PaymentForm | ChannelForm;

const needed = (form: SettingForm['form'], only: Pick<SettingForm, 'pattern' | 'fits'> = {}): SettingForm => ({
  ...{ form, needed: true },
  ...only,
});
const optional = (form: SettingForm['form'], only: Pick<SettingForm, 'pattern' | 'fits'> = {}): SettingForm => ({
  ...{ form, needed: false },
  ...only,
});
const sid = (prefix: string) => ({
  pattern: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  fits: `${prefix} and 32 hexadecimal digits`,
});

export const adapterForms: Readonly<Record<string, AdapterForm>> = {
  paymob: {
    kind: 'payment',
    serves: { link: {}, collection: { needs: 'cashIntegrationId' } },
    takes: (currency) => decimalsOf(currency) === 2,
    currencies: 'currencies of hundredths',
    settings: {
      merchantId: needed('number'),
      integrationIds: needed('numbers'),
      cashIntegrationId: optional('number'),
      returnUrl: optional('text'),
      live: optional('flag'),
    },
    secrets: ['apiKey', 'hmacSecrets'],
  },
  fawry: {
    kind: 'payment',
    serves: { code: {} },
    takes: (currency) => currency === 'EGP',
    currencies: 'EGP',
    settings: { merchantCode: needed('text') },
    secrets: ['secureKeys'],
  },
  twilio: {
    kind: 'sms',
    settings: {
      accountSid: needed('text', sid('AC')),
      from: optional('text', { pattern: /^\S+$/, fits: 'a number without blanks' }),
      messagingServiceSid: optional('text', sid('MG')),
    },
    oneOf: ['from', 'messagingServiceSid'],
    secrets: ['authTokens'],
  },
  freshdesk: {
    kind: 'help-desk',
    // Only the name: a document cannot send the key to another company.
    settings: {
      domain: needed('text', {
        pattern: /^[a-z0-9][a-z0-9-]{0,62}$/,
        fits: 'the name before `.freshdesk.com`',
      }),
    },
    secrets: ['apiKey', 'webhookSecrets'],
  },
  // The sender alone: the mails leave by the installation's server, so no document names another.
  smtp: {
    kind: 'mail',
    settings: {
      from: needed('text', {
        pattern: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/,
        fits: 'an address such as `care@example.com`',
      }),
      fromName: optional('text', { pattern: /^[^\r\n]+$/, fits: 'one line' }),
    },
    secrets: [],
  },
};

// The adapters that a document may name, and what each needs. `activities/effects/accounts.ts` builds them.
import type { MethodKind } from '../domain/effect.ts';
import { decimalsOf } from '../domain/money.ts';

/** The only names that the list form of methods has ever had; the third one is a code at an outlet. */
export const listedMethods: readonly string[] = ['card', 'fawry', 'cash'];

type SettingForm = { form: 'text' | 'number' | 'numbers' | 'flag'; needed: boolean };

export type AdapterForm = {
  kind: 'payment';
  /** The kinds of methods that it serves; `needs` is a setting that only this kind needs. */
  serves: Readonly<Partial<Record<MethodKind, { needs?: string }>>>;
  takes(currency: string): boolean;
  /** The currencies in words. */
  currencies: string;
  settings: Readonly<Record<string, SettingForm>>;
  secrets: readonly string[];
};

const needed = (form: SettingForm['form']): SettingForm => ({ form, needed: true });
const optional = (form: SettingForm['form']): SettingForm => ({ form, needed: false });

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
};

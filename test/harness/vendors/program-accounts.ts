// Accounts of a program at loopback providers, with secrets in this process's environment.
import type { VendorAccount } from '../../../domain/program.ts';
import { bookOf } from '../../../programs/book.ts';
import { publish, shippedPrograms } from '../../../programs/index.ts';
import { API_KEY } from './loopback-freshdesk.ts';
import { ACCOUNT_SID, AUTH_TOKEN } from './loopback-twilio.ts';

type Accounts = Readonly<Record<string, VendorAccount>>;

/** Where Freshdesk accounts are in tests: the name of an account is its port. */
export const FRESHDESK_ACCOUNTS_URL = 'http://127.0.0.1:*';
export const DESK_SECRET = 'own-desk-secret';

const PREFIX = 'VENDOR_FILKHEDMA__';
const secrets = { TEXTS: AUTH_TOKEN, DESK: API_KEY, DESK_REPORTS: DESK_SECRET };

/** The secrets that the accounts below name. */
export function setSecrets(): void {
  for (const [name, value] of Object.entries(secrets)) process.env[PREFIX + name] = value;
}

export function unsetSecrets(): void {
  for (const name of Object.keys(secrets)) delete process.env[PREFIX + name];
}

/** An account of filkhedma that sends SMS. */
export const ownTexts: VendorAccount = {
  ...{ kind: 'sms', adapter: 'twilio' },
  settings: { accountSid: ACCOUNT_SID, from: '+15017122661' },
  secrets: { authTokens: { env: `${PREFIX}TEXTS` } },
};

/** An account of filkhedma at a help desk. */
export const ownDesk = ({ url }: { url: string }): VendorAccount => ({
  ...{ kind: 'help-desk', adapter: 'freshdesk' },
  settings: { domain: new URL(url).port },
  secrets: { apiKey: { env: `${PREFIX}DESK` }, webhookSecrets: { env: `${PREFIX}DESK_REPORTS` } },
});

/** From now on filkhedma has these accounts; earlier versions had the others. */
export function filkhedmaHas(...versions: Accounts[]): void {
  const shipped = shippedPrograms();
  const own = shipped.filter(({ name }) => name === 'filkhedma');
  const later = versions.flatMap((vendors, index) =>
    own.map((program) => ({ ...program, vendors, version: versions.length + 1 - index })),
  );
  publish(bookOf([...later, ...shipped]));
}

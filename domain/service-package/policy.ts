import type { Static } from 'typebox';
import type { Frozen } from '../document/parts.ts';
import type { ServicePackageDocument } from '../document/service-package.ts';
import type { TicketPolicy } from '../ticket/policy.ts';

type Document = Frozen<Static<typeof ServicePackageDocument>>;

/** One call to an expired package's customer: its day after expiry, and what follows if it is unanswered. */
export type ExpiryCall = Document['validity']['calls'][number];

/** How long a package may be used: calendar months, and days of grace after them. */
export type ValidityTerms = Pick<Document['validity'], 'months' | 'graceDays'>;

/** A package of fixed size and price, in minor units of the program's currency. */
export type CatalogueItem = { id: string; visits: number; priceMinor: number; validity?: ValidityTerms };

/** The limits of an agreed price, inclusive, in minor units. */
export type FreePrice = { leastMinor: number; mostMinor: number };

/** A text as an SMS, and the requirement behind it. */
export type SmsText = NonNullable<Document['sms']['paymentLink']>;

/** Happenings whose rules older packages' policies do not have. */
export type LaterRuledHappening = 'collection-missed' | 'money-overdue';

/** The happenings of a package that have a rule for the timeline. */
export type RuledPackageHappening = Exclude<keyof Document['rules'], LaterRuledHappening>;

/** Actions on an existing package. */
export const packageWork = [
  'request-payment',
  'collect-cash',
  'pay-in-sandbox',
  'decide-payment',
  'change-visits',
  'complete-visit',
  'correct-visit',
  'cancel',
  'approve-refund',
  'settle-refund',
  'note',
] as const;

/** Actions on packages; each is open to the roles that the policy names. */
export type PackageAction = 'read' | 'book' | (typeof packageWork)[number];

/** A program's package policy. A workflow gets a snapshot, which never changes for that case. */
export type ServicePackagePolicy = Omit<Document, 'rules' | 'salesCopy' | 'catalogue' | 'freePrice'> & {
  version: string;
  /** Absent where nothing has a fixed price. */
  catalogue?: readonly CatalogueItem[];
  /** The limits of an agreed price; `null`: only the catalogue is sold; absent: every price may be agreed. */
  freePrice?: FreePrice | null;
  /** The program's version; snapshots from before programs had versions do not have it. */
  programVersion?: number;
  /** FK-06, FK-15, FK-20: these types include the process's own tickets; their clock is the package's. */
  tickets: TicketPolicy;
  rules: Readonly<Record<RuledPackageHappening, string | null> & Partial<Record<LaterRuledHappening, string | null>>>;
};

/** The time zone in which a package's days are counted. */
export function zoneOf(policy: ServicePackagePolicy): string {
  return policy.tickets.workingHours.timeZone;
}

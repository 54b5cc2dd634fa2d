import type { ExactDuration } from '../calendar/instant.ts';
import type { PaymentMethod } from '../effect.ts';
import type { Share } from '../money.ts';
import type { TicketPolicy } from '../ticket/policy.ts';
import type { VisitPolicy } from './visit-policy.ts';

/** One call to an expired package's customer: its day after expiry, and what follows if it is unanswered. */
export type ExpiryCall = { day: number; text: string; closesTicket: boolean; rule: string };

/** A text as an SMS, and the requirement behind it. */
export type SmsText = { text: string; rule: string };

/** The happenings of a package that have a rule for the timeline. */
export type RuledPackageHappening =
  | 'booked'
  | 'payment-requested'
  | 'not-paid-ticket'
  | 'cancel-unpaid'
  | 'paid'
  | 'payment-held'
  | 'return-decided'
  | 'revived'
  | 'expired'
  | 'call-due'
  | 'deactivated'
  | 'finished'
  | 'visit-added'
  | 'visit-changed'
  | 'visit-counted'
  | 'visit-same-day'
  | 'visit-completed'
  | 'cancelled'
  | 'refund-approved'
  | 'refund-settled';

/** Happenings whose rules older packages' policies do not have. */
export type LaterRuledHappening = 'collection-missed' | 'money-overdue';

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

/**
 * Actions that older policies do not name. Under such a policy no role may correct visits, and all roles that may read
 * a package may add notes.
 */
type LaterAction = 'correct-visit' | 'note';

/** A program's package policy. A workflow gets a snapshot, which never changes for that case. */
export type ServicePackagePolicy = {
  version: string;
  /** The only currency in which packages are sold. */
  currency: string;
  methods: readonly PaymentMethod[];
  booking: {
    /** FK-03: a first visit within this time is close. */
    closeWithin: ExactDuration;
    /** FK-03: the two offers instead of an unpaid booking, and the ticket that one click opens (FK-04). */
    offers: readonly [string, string];
    followUpTicket: string;
    /** FK-02: the text that the agent must say when cash is chosen. */
    cashNotice: string;
    /** FK-03: beyond the first number of days a first visit needs a confirmation; beyond the second it is refused. */
    farAhead?: { confirmBeyondDays: number; refuseBeyondDays: number };
    /**
     * The form asks about a price more than `factor` times the usual one, or less than the usual one divided by
     * `factor`. The usual price is the median of packages with the same number of visits among the program's latest
     * ones, once there are `atLeast` of them. Without this rule the form asks about no price.
     */
    usualPrice?: { amongLatest: number; atLeast: number; factor: number };
  };
  chase: {
    ticket: string;
    /** FK-06: working time from a booking with a payment method to the ticket. */
    ticketAfter: ExactDuration;
    /** FK-08, FK-09: the last call is this many days before the first visit. */
    lastCallDaysBefore: number;
    /** If that day is already over at booking, the last chance ends this long before the first visit. */
    lateLastChance: ExactDuration;
    /**
     * FK-02: how late the money of an agreed collection may come, and the least time that the customer has after a
     * failed one. Without it an agreed collection does not pause the chase.
     */
    collection?: { missedAfter: ExactDuration; lastChance: ExactDuration };
    /** FK-11, FK-12: the call after the cancellation is due this many days later. */
    finalCallDaysAfter: number;
  };
  validity: {
    months: number;
    graceDays: number;
    ticket: string;
    calls: readonly ExpiryCall[];
    /** FK-17: the visits that calls and texts of the grace are about; without it all visits left, planned ones too. */
    callsFor?: 'visits-without-date';
  };
  visits: VisitPolicy;
  cancellation: { refund: Share };
  /** FK-23: the working time for a decision about money, and the roles that are also told when it is late. */
  money?: { within: ExactDuration; escalatesTo: readonly string[] };
  /** SMS texts: a payment link, a payment code, and the five of the document. */
  sms: Readonly<Record<'paymentLink' | 'paymentCode' | 'firstNoAnswer' | 'unpaidCancelled' | 'sameDay', SmsText>>;
  /** The results with which the process closes its own tickets (FK-22). */
  results: Readonly<Record<'paid' | 'cancelled' | 'usedUp', string>>;
  /** FK-06, FK-15, FK-20: these types include the process's own tickets; their clock is the package's. */
  tickets: TicketPolicy;
  access: Readonly<
    Record<Exclude<PackageAction, LaterAction>, readonly string[]> & Partial<Record<LaterAction, readonly string[]>>
  >;
  rules: Readonly<Record<RuledPackageHappening, string | null> & Partial<Record<LaterRuledHappening, string | null>>>;
};

/** The time zone in which a package's days are counted. */
export function zoneOf(policy: ServicePackagePolicy): string {
  return policy.tickets.workingHours.timeZone;
}

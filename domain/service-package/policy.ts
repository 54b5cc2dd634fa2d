// Owns the shape of a service package's policy: every number, text, role and ticket that a program decides. Holds no value.
import type { ExactDuration } from '../calendar/instant.ts';
import type { PaymentMethod } from '../effect.ts';
import type { Share } from '../money.ts';
import type { TicketPolicy } from '../ticket/policy.ts';
import type { VisitPolicy } from './visit-policy.ts';

/** Which call to an expired package's customer falls on which day after expiry, and what follows when nobody answers. */
export type ExpiryCall = { day: number; text: string; closesTicket: boolean; rule: string };

/** A text as an SMS, and the requirement by which it is sent. */
export type SmsText = { text: string; rule: string };

/** What happens to a package, for the rules that its timeline names. */
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

/** The same, of rules that the policies of older packages do not have. */
export type LaterRuledHappening = 'collection-missed' | 'money-overdue';

/** What people do to a package that there is. */
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

/** What people do to packages; each is open to the roles that the policy names. */
export type PackageAction = 'read' | 'book' | (typeof packageWork)[number];

/**
 * Actions that older policies do not name. Under such a policy no role corrects visits, and every role that may read a package
 * may add notes to it.
 */
type LaterAction = 'correct-visit' | 'note';

/** A program's package policy. It enters a workflow as a snapshot and stays what it was for that case. */
export type ServicePackagePolicy = {
  version: string;
  /** The currency in which packages are sold; nothing else is taken. */
  currency: string;
  methods: readonly PaymentMethod[];
  booking: {
    /** FK-03: a first visit no further away than this is close. */
    closeWithin: ExactDuration;
    /** FK-03: what is offered instead of booking unpaid, and the ticket that one click opens (FK-04). */
    offers: readonly [string, string];
    followUpTicket: string;
    /** FK-02: what the agent must say when cash is chosen. */
    cashNotice: string;
    /** FK-03: first visits further ahead than so many days are asked about, or refused. */
    farAhead?: { confirmBeyondDays: number; refuseBeyondDays: number };
    /**
     * From which price on the form asks: more than `factor` times the usual one, or less than its `factor`th part. Usual is the
     * median price of packages of as many visits among the program's latest ones, once there are `atLeast` of them.
     * Without it no price is asked about.
     */
    usualPrice?: { amongLatest: number; atLeast: number; factor: number };
  };
  chase: {
    ticket: string;
    /** FK-06: working time from booking with a payment method to the ticket. */
    ticketAfter: ExactDuration;
    /** FK-08, FK-09: the last call is made this many days before the first visit. */
    lastCallDaysBefore: number;
    /** Where that day's end is past at booking: the last chance is this long before the first visit. */
    lateLastChance: ExactDuration;
    /**
     * FK-02: how long after an agreed collection its money may come, and how long the customer has at least once it has
     * failed. Without it an agreed collection holds nothing up.
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
    /** FK-17: which visits the calls and texts of the grace are about; without it all that are left, planned ones too. */
    callsFor?: 'visits-without-date';
  };
  visits: VisitPolicy;
  cancellation: { refund: Share };
  /** FK-23: within which working time money is decided on, and the roles that are told besides when it is not. */
  money?: { within: ExactDuration; escalatesTo: readonly string[] };
  /** Texts as SMS: a link to pay, a code to pay with, and the five of the document. */
  sms: Readonly<Record<'paymentLink' | 'paymentCode' | 'firstNoAnswer' | 'unpaidCancelled' | 'sameDay', SmsText>>;
  /** Results with which the process itself closes its tickets (FK-22). */
  results: Readonly<Record<'paid' | 'cancelled' | 'usedUp', string>>;
  /** FK-06, FK-15, FK-20: the tickets that the process opens stand among these types; their clock is the package's. */
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

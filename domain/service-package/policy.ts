// Owns the shape of a service package's policy: every number, text, role and ticket that a program decides. Holds no value.
import type { ExactDuration } from '../calendar/instant.ts';
import type { Share } from '../money.ts';
import type { TicketPolicy } from '../ticket/policy.ts';

export type PaymentMethod = 'card' | 'fawry' | 'cash';

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

/** What people do to a package that there is. */
export const packageWork = [
  'request-payment',
  'collect-cash',
  'pay-in-sandbox',
  'decide-payment',
  'change-visits',
  'complete-visit',
  'cancel',
  'approve-refund',
  'settle-refund',
] as const;

/** What people do to packages; each is open to the roles that the policy names. */
export type PackageAction = 'read' | 'book' | (typeof packageWork)[number];

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
  };
  chase: {
    ticket: string;
    /** FK-06: working time from booking with a payment method to the ticket. */
    ticketAfter: ExactDuration;
    /** FK-08, FK-09: the last call is made this many days before the first visit. */
    lastCallDaysBefore: number;
    /** Where that day's end is past at booking: the last chance is this long before the first visit. */
    lateLastChance: ExactDuration;
    /** FK-11, FK-12: the call after the cancellation is due this many days later. */
    finalCallDaysAfter: number;
  };
  validity: { months: number; graceDays: number; ticket: string; calls: readonly ExpiryCall[] };
  visits: {
    /** FK-18: changing is free until this long before the visit's start, or before the beginning of its day. */
    freeChange: ExactDuration;
    cutOff: 'visit-start' | 'visit-day';
    sameDay: { ticket: string; alwaysSend: boolean };
  };
  cancellation: { refund: Share };
  /** Texts as SMS: a link to pay, a code to pay with, and the five of the document. */
  sms: Readonly<Record<'paymentLink' | 'paymentCode' | 'firstNoAnswer' | 'unpaidCancelled' | 'sameDay', SmsText>>;
  /** Results with which the process itself closes its tickets (FK-22). */
  results: Readonly<Record<'paid' | 'cancelled' | 'usedUp', string>>;
  /** FK-06, FK-15, FK-20: the tickets that the process opens stand among these types; their clock is the package's. */
  tickets: TicketPolicy;
  access: Readonly<Record<PackageAction, readonly string[]>>;
  rules: Readonly<Record<RuledPackageHappening, string | null>>;
};

/** The time zone in which a package's days are counted. */
export function zoneOf(policy: ServicePackagePolicy): string {
  return policy.tickets.workingHours.timeZone;
}

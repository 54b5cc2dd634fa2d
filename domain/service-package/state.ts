import type { Instant, LocalDate } from '../calendar/instant.ts';
import type { MethodKind, PaymentMethod, PaymentOrder, SmsOrder } from '../effect.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { RefundFacts } from '../ledger/invariants.ts';
import type { Money } from '../money.ts';
import type { TicketNotify, TicketState } from '../ticket/state.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { ValidityTerms } from './policy.ts';

export type Stage = 'booked' | 'active' | 'grace' | 'finished' | 'deactivated' | 'cancelled';

export type VisitStatus = 'planned' | 'completed' | 'counted' | 'cancelled' | 'forfeited';

export type Visit = {
  id: string;
  startsAt: Instant;
  status: VisitStatus;
  /** When the lead returned it to the balance: the team did not come, or its record was wrong. */
  returnedAt?: Instant;
};

/** A request to pay the whole price. At most one is open; money for an expired one still counts. */
export type PaymentRequest = {
  id: string;
  method: PaymentMethod;
  /** Of the method, when the request was made; without it the name says it. */
  kind?: MethodKind;
  account?: string;
  at: Instant;
  status: 'open' | 'paid' | 'expired';
  /** FK-02: when cash is collected; the note holds the address if it differs from the earlier one. */
  collectAt?: Instant | null;
  addressNoteId?: string | null;
  /** When the collection failed: no money was reported, or the courier did not get it. */
  missedAt?: Instant | null;
};

/** Money that arrived. `id` is the provider's, so a repeated notice counts once. */
export type Payment = { id: string; requestId: string | null; method: PaymentMethod; amount: Money; at: Instant };

/** When a decision about money is due, and when its delay was reported. */
export type MoneyDue = { dueAt?: Instant | null; escalatedAt?: Instant | null };

/** Money that bought nothing: why, and the decision. It is on a board until decided. */
export type HeldPayment = Payment &
  MoneyDue & {
    why: 'package-cancelled' | 'already-paid' | 'amount-differs' | 'no-visits-left';
    decision: 'refund' | 'revive' | null;
  };

export type Refund = RefundFacts &
  MoneyDue & {
    why: 'cancellation' | 'visits-returned' | 'held-payment';
    at: Instant;
    /** Grows by one with every approval: after a provider's refusal, another try is another effect. */
    attempt: number;
    /** The note with the reference of the cash hand-out. */
    referenceNoteId?: string | null;
  };

/** The state of a package as plain data: a workflow carries it and the database holds its projection. */
export type ServicePackageState = {
  /** Grows by one with every move, so a projection is written in order and once. */
  version: number;
  movedAt: Instant;
  stage: Stage;
  bookedAt: Instant;
  price: Money;
  /** The package of the catalogue that was bought, with the validity that it was sold with. */
  catalogueItem?: { id: string; validity: ValidityTerms };
  /** Visits bought; a returned visit is planned again as a further one. */
  bought: number;
  visits: readonly Visit[];
  /** Visits lost at the end of the grace, planned or not (FK-17). */
  forfeited: number;
  deactivatedAt: Instant | null;
  cancelledAt: Instant | null;
  /** Visits cancelled together with the package; a revival plans them again. */
  cancelledWithPackage: readonly string[];
  /** Visits used up because the package was cancelled on their day or too late before it (FK-21). */
  usedWithPackage?: readonly string[];
  /**
   * FK-14: the first visit's date and the dates that follow; they move with the visits until the payment freezes them.
   */
  startsOn: LocalDate;
  expiresOn: LocalDate;
  graceEndsOn: LocalDate;
  /** The start of the first visit, for the chase; the last known one if none is planned. */
  firstVisitAt: Instant;
  /** Since when `firstVisitAt` has its value: the chase has no deadline before that. */
  firstVisitSetAt: Instant;
  /** The deadline of an unpaid package before its first visit moved; it is never extended. */
  payBy?: Instant | null;
  /** FK-02: the start of the chase after an agreed collection that failed or was given up. */
  chaseResumedAt?: Instant | null;
  /** FK-03: booked without a payment method. */
  paysLater: boolean;
  payment: Payment | null;
  paymentRequests: readonly PaymentRequest[];
  heldPayments: readonly HeldPayment[];
  refunds: readonly Refund[];
  tickets: readonly TicketState[];
  /** Days after expiry whose call is opened (FK-17), and visits whose SMS 5 is settled (FK-20). */
  expiryCallsOpened: readonly number[];
  sameDaySettled: readonly string[];
};

/** The state after a move, and everything that must be written or sent together with it. */
export type Move = {
  state: ServicePackageState;
  at: Instant;
  entries: readonly TimelineEntry[];
  sms: readonly SmsOrder[];
  payments: readonly PaymentOrder[];
  /** Intents of SMS that must not be sent any more, if they have not left yet. */
  unsent?: readonly string[];
  /** Tickets that were opened or changed, in their new state. */
  tickets: readonly TicketState[];
  notifies: readonly TicketNotify[];
  ledger: readonly LedgerEntry[];
};

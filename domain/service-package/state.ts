// Owns what a service package is: paid visits, their payments, refunds and tickets. Refuses to know who asks and storage.
import type { Instant, LocalDate } from '../calendar/instant.ts';
import type { PaymentMethod, PaymentOrder, SmsOrder } from '../effect.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { RefundFacts } from '../ledger/invariants.ts';
import type { Money } from '../money.ts';
import type { TicketNotify, TicketState } from '../ticket/state.ts';
import type { TimelineEntry } from '../timetable.ts';

export type Stage = 'booked' | 'active' | 'grace' | 'finished' | 'deactivated' | 'cancelled';

export type VisitStatus = 'planned' | 'completed' | 'counted' | 'cancelled' | 'forfeited';

export type Visit = {
  id: string;
  startsAt: Instant;
  status: VisitStatus;
  /** When it went back to the balance by a word of the lead: the centre did not come, or its record was wrong. */
  returnedAt?: Instant;
};

/** A request to pay the whole price. At most one is open; money that arrives on an expired one counts all the same. */
export type PaymentRequest = {
  id: string;
  method: PaymentMethod;
  at: Instant;
  status: 'open' | 'paid' | 'expired';
  /** FK-02: when cash is agreed to be collected; the note holds the address where it is another one than before. */
  collectAt?: Instant | null;
  addressNoteId?: string | null;
  /** When the collection turned out to have failed: nobody said that there was money, or the courier said no. */
  missedAt?: Instant | null;
};

/** Money that arrived. `id` is the provider's, so that a notice that comes twice counts once. */
export type Payment = { id: string; requestId: string | null; method: PaymentMethod; amount: Money; at: Instant };

/** When a decision about money is due, and when it was told to have been missed. */
export type MoneyDue = { dueAt?: Instant | null; escalatedAt?: Instant | null };

/** Why money bought nothing, and what was decided about it; on a board while nothing is. */
export type HeldPayment = Payment &
  MoneyDue & {
    why: 'package-cancelled' | 'already-paid' | 'amount-differs' | 'no-visits-left';
    decision: 'refund' | 'revive' | null;
  };

export type Refund = RefundFacts &
  MoneyDue & {
    why: 'cancellation' | 'visits-returned' | 'held-payment';
    at: Instant;
    /** One higher with every approval: a refund that the provider refused is another effect when tried again. */
    attempt: number;
    /** The note with the reference under which cash was handed out. */
    referenceNoteId?: string | null;
  };

/** The state of a package, plain data: a workflow carries it and the database holds its projection. */
export type ServicePackageState = {
  /** One higher with every move, so that a projection is written in order and once. */
  version: number;
  movedAt: Instant;
  stage: Stage;
  bookedAt: Instant;
  price: Money;
  /** Visits bought; visits given back are booked again as further ones. */
  bought: number;
  visits: readonly Visit[];
  /** Visits lost at the end of the grace, planned or not (FK-17). */
  forfeited: number;
  deactivatedAt: Instant | null;
  cancelledAt: Instant | null;
  /** Visits that were cancelled because the package was; a revival plans them again. */
  cancelledWithPackage: readonly string[];
  /** Visits that were used up because the package was cancelled on their day or too late before it (FK-21). */
  usedWithPackage?: readonly string[];
  /** FK-14: the first visit's date and what follows from it; moves with the visits until it is frozen at payment. */
  startsOn: LocalDate;
  expiresOn: LocalDate;
  graceEndsOn: LocalDate;
  /** When the first visit begins, for the chase; the last one known when none is planned. */
  firstVisitAt: Instant;
  /** Since when it is that instant: a chase has no deadline before it was known. */
  firstVisitSetAt: Instant;
  /** The deadline of an unpaid package as it was before its first visit moved: it never moves away. */
  payBy?: Instant | null;
  /** FK-02: since when the package is chased after an agreed collection that failed or was given up. */
  chaseResumedAt?: Instant | null;
  /** FK-03: booked without a payment method. */
  paysLater: boolean;
  payment: Payment | null;
  paymentRequests: readonly PaymentRequest[];
  heldPayments: readonly HeldPayment[];
  refunds: readonly Refund[];
  tickets: readonly TicketState[];
  /** Days after expiry whose call has been called for (FK-17), and visits whose SMS 5 is settled (FK-20). */
  expiryCallsOpened: readonly number[];
  sameDaySettled: readonly string[];
};

/** What a move has the house do; the state after it, and everything that must be written with it, at once. */
export type Move = {
  state: ServicePackageState;
  at: Instant;
  entries: readonly TimelineEntry[];
  sms: readonly SmsOrder[];
  payments: readonly PaymentOrder[];
  /** Intents of SMS that are not to be sent any more, where they have not left. */
  unsent?: readonly string[];
  /** Tickets that were opened or changed, as they are now. */
  tickets: readonly TicketState[];
  notifies: readonly TicketNotify[];
  ledger: readonly LedgerEntry[];
};

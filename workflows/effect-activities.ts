import type { EffectOutcome, MailOrder, PaymentOrder, SmsOrder } from '../domain/effect.ts';
import type { CaseOf } from './contract.ts';

type Ordered<Kind extends PaymentOrder['kind']> = CaseOf & { order: Extract<PaymentOrder, { kind: Kind }> };

// Activities that reach outside systems, through the effect ledger; `activities/effects/` has a file per channel.

export type SmsActivities = {
  sendSms(effect: CaseOf & { order: SmsOrder; requestId: string | null }): Promise<void>;
};

export type MailActivities = {
  /** Its case hears whether it has left; a bounce comes later, as the fact `deliveryFailed`. */
  sendMail(effect: CaseOf & { order: MailOrder }): Promise<EffectOutcome>;
};

export type PaymentActivities = {
  /** True when the customer has something to pay with: a link, a code, a collection. */
  openPaymentRequest(effect: Ordered<'request'>): Promise<{ opened: boolean }>;
  expirePaymentRequest(effect: Ordered<'expire'>): Promise<void>;
  payRefund(effect: Ordered<'refund'>): Promise<EffectOutcome>;
};

/**
 * The ticket version that the help desk must get. `caseId` and `key` identify any ticket, with or without a process.
 */
export type TicketToMirror = CaseOf & { key: string; version: number };

export type HelpdeskActivities = { mirrorTicket(ticket: TicketToMirror): Promise<void> };

export type EffectActivities = SmsActivities & MailActivities & PaymentActivities & HelpdeskActivities;

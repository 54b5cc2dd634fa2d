import type { EffectOutcome, PaymentOrder, SmsOrder } from '../domain/effect.ts';
import type { CaseId } from './contract.ts';

type Ordered<Kind extends PaymentOrder['kind']> = CaseId & { order: Extract<PaymentOrder, { kind: Kind }> };

/** Activities that reach outside systems, through the effect ledger; implemented in `activities/package-effects.ts`. */
export type PaymentActivities = {
  sendSms(effect: CaseId & { order: SmsOrder; requestId: string | null }): Promise<void>;
  /** True when the customer has something to pay with: a link, a code, a collection. */
  openPaymentRequest(effect: Ordered<'request'>): Promise<{ opened: boolean }>;
  expirePaymentRequest(effect: Ordered<'expire'>): Promise<void>;
  payRefund(effect: Ordered<'refund'>): Promise<EffectOutcome>;
};

/**
 * The ticket version that the help desk must get. `caseId` and `key` identify any ticket, with or without a process.
 */
export type TicketToMirror = CaseId & { key: string; version: number };

/** Implemented in `activities/helpdesk.ts`. */
export type HelpdeskActivities = { mirrorTicket(ticket: TicketToMirror): Promise<void> };

import type { EffectOutcome, PaymentOrder, SmsOrder } from '../domain/effect.ts';
import type { CaseId } from './contract.ts';

type Ordered<Kind extends PaymentOrder['kind']> = CaseId & { order: Extract<PaymentOrder, { kind: Kind }> };

/** Activities that reach outside, through the effect ledger; implemented in `activities/package-effects.ts`. */
export type PaymentActivities = {
  sendSms(effect: CaseId & { order: SmsOrder; requestId: string | null }): Promise<void>;
  /** Whether the customer has something to pay with: a link, a code, a collection. */
  openPaymentRequest(effect: Ordered<'request'>): Promise<{ opened: boolean }>;
  expirePaymentRequest(effect: Ordered<'expire'>): Promise<void>;
  payRefund(effect: Ordered<'refund'>): Promise<EffectOutcome>;
};

/** Which version of a ticket the help desk has to hear of; `caseId` and `key` name it, whether of a process or of none. */
export type TicketToMirror = CaseId & { key: string; version: number };

/** Implemented in `activities/helpdesk.ts`. */
export type HelpdeskActivities = { mirrorTicket(ticket: TicketToMirror): Promise<void> };

import { effectIdIn } from '../db/read/event-cases.ts';
import { requestByEffect, requestsByOrder, type RequestedPayment } from '../db/read/payment-requests.ts';
import type { Em } from '../db/orm.ts';
import type { InboxEvent } from '../db/write/inbox.ts';
import { enqueue } from '../db/write/outbox.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { decimalsOf } from '../domain/money.ts';
import { kindOf } from '../domain/service-package/methods.ts';
import { isPaidTo, type Payee } from '../domain/service-package/payees.ts';
import type { Receipt } from '../domain/service-package/payments.ts';
import type { Vendors } from '../platform/vendor-settings.ts';
import { FAWRY_CURRENCY } from '../vendors/fawry/fawry-amount.ts';
import { type FawryEvent, fawryMismatch } from '../vendors/fawry/fawry-signature.ts';
import { isPaid, type PaymobEvent, paymobMismatch } from '../vendors/paymob/paymob-signature.ts';
import type { paymentNotice } from '../workflows/service-package/contract.ts';

/** Acts on one event, inside the transaction that marks it processed. */
export type ActOn = (em: Em, event: InboxEvent, at: Instant) => Promise<void>;

/** Makes the package's outbox entry: `paymentNotice` of its contract. */
export type NoticeOf = typeof paymentNotice;

// A mismatch is retried and then quarantined for a person, because it may be money.
class Unfit extends Error {
  override name = 'UnfitEvent';
}

/** The money in an event: its request, amount and payer; `null` when no money came in. */
type MoneyIn = { request: RequestedPayment; money: Pick<Receipt, 'id' | 'amount' | 'by'> };
export type ReadMoney = (em: Em, event: InboxEvent) => Promise<MoneyIn | null>;

/** Tells the package about money. It counts from when the event reached us, however long it has waited here. */
export function moneyArrives(read: ReadMoney, noticeOf: NoticeOf): ActOn {
  return async (em, event, at) => {
    const found = await read(em, event);
    if (found === null) return;
    const { request, money } = found;
    const receipt = { ...money, requestId: request.id, method: request.method };
    await enqueue(em, noticeOf(request, { receipt, at: event.receivedAt }), at);
  };
}

/** What the installation's own accounts serve. */
export const ownPayees = {
  paymob: { kinds: ['link', 'collection'] },
  fawry: { kinds: ['code'] },
} as const satisfies Record<string, Payee>;

/**
 * A transaction at Paymob. One without a payment, such as a failed try, has no consequence.
 * @throws Error for an unknown order, another merchant's, an integration that was not offered, or a currency without
 *   hundredths
 */
export function paidAtPaymob(paymob: Vendors['paymob'], payee: Payee = ownPayees.paymob): ReadMoney {
  return async (em, event) => {
    const told = event.body as PaymobEvent;
    if (!isPaid(told)) return null;
    if (paymob === null) throw new Unfit('Paymob is not set up here');
    const request = await paymobRequest(em, told, payee);
    if (request === null) throw new Unfit(`no payment request has the order ${told.orderId}`);
    const { merchantId, integrationIds, cashIntegrationId } = paymob;
    const isCollected = (request.kind ?? kindOf({ method: request.method })) === 'collection';
    const offered = isCollected ? [cashIntegrationId].filter((id) => id !== null) : integrationIds;
    const { orderId, amountMinor, currency, transactionId } = told;
    // Paymob counts in hundredths: other units would be a tenth or a hundred times of what was paid.
    if (decimalsOf(currency) !== 2) throw new Unfit(`Paymob counts in hundredths, and ${currency} has none`);
    refuseMismatch(paymobMismatch(told, { orderId, amountMinor, currency, integrationIds: offered, merchantId }));
    return { request, money: { id: `paymob/${transactionId}`, amount: { amountMinor, currency }, by: 'paymob' } };
  };
}

// Our own reference is not signed, so it counts only for an unknown order: the link's answer may have been lost.
async function paymobRequest(
  em: Em,
  { orderId, claimedReference }: PaymobEvent,
  payee: Payee,
): Promise<RequestedPayment | null> {
  const known = (await requestsByOrder(em, orderId)).find((one) => isPaidTo(payee, one));
  return known ?? requestOf(em, effectIdIn(claimedReference), payee);
}

async function requestOf(em: Em, effectId: string | null, payee: Payee): Promise<RequestedPayment | null> {
  const found = effectId === null ? null : await requestByEffect(em, effectId);
  return found !== null && isPaidTo(payee, found) ? found : null;
}

/**
 * A notification from Fawry. Only PAID has a consequence. The signed part has no currency, because Fawry takes only
 * pounds.
 * @throws Error for an unknown order, or if its two references do not belong together
 */
export function paidAtFawry(payee: Payee = ownPayees.fawry): ReadMoney {
  return async (em, event) => {
    const told = event.body as FawryEvent;
    if (told.orderStatus !== 'PAID') return null;
    const effectId = effectIdIn(told.merchantRefNumber);
    const request = await requestOf(em, effectId, payee);
    if (request === null) throw new Unfit('no payment request has this reference');
    const { referenceNumber } = told;
    const due = { merchantRefNumber: String(effectId), referenceNumber: request.orderRef ?? referenceNumber };
    // The payment may include Fawry's own fee on top of the order's amount; a smaller payment counts as it is.
    const amountMinor = Math.min(told.orderAmountMinor, told.paymentAmountMinor);
    refuseMismatch(fawryMismatch({ ...told, orderAmountMinor: amountMinor }, { ...due, amountMinor }));
    const amount = { amountMinor, currency: FAWRY_CURRENCY };
    return { request, money: { id: `fawry/${referenceNumber}`, amount, by: 'fawry' } };
  };
}

function refuseMismatch(mismatch: string | null): void {
  if (mismatch !== null) throw new Unfit(`another ${mismatch} than was asked for`);
}

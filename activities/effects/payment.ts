// Payment requests, their end, and refunds. A provider knows each by the reference of its effect.
import { withdrawEffect } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, LedgerEffect } from '../../db/write/effect-row.ts';
import { type Instant, later, toInstant } from '../../domain/calendar/instant.ts';
import type { PaymentOrder } from '../../domain/effect.ts';
import { isTakenByPeople, kindOf } from '../../domain/service-package/methods.ts';
import { programNamed } from '../../programs/index.ts';
import type { PaymentActivities } from '../../workflows/effect-activities.ts';
import { paymentAdapters } from './adapters.ts';
import {
  adapterFor,
  type CasePayment,
  type CaseRequest,
  type CaseSource,
  type ChannelParts,
  effectName,
  type EffectCase,
  perform,
  routeOf,
} from './channel.ts';
import { outage } from './outcome.ts';

// Without a later time, a link or code can be paid this long.
const PAYABLE = 'PT48H';

type Order<Kind extends PaymentOrder['kind']> = Extract<PaymentOrder, { kind: Kind }>;

export function paymentActivities(parts: ChannelParts): PaymentActivities {
  const { orm, adapters, sourceOf } = parts;
  return {
    async openPaymentRequest({ process, caseId, order }) {
      const source = takingPayments(sourceOf(process));
      const about = await source.read(orm.em.fork(), caseId);
      if (await isWithdrawn(parts, about, order)) return { opened: false };
      const outcome = await perform(parts, requestEffect(about, order, now(parts)));
      if (outcome?.status !== 'done') return { opened: false };
      const request = about.requests.find(({ id }) => id === order.requestId) ?? { method: order.method };
      const means = paymentAdapters(adapters, { program: about.program, ...request })?.means(outcome.providerRef);
      if (means === undefined) throw outage('account-not-set-up');
      await orm.em.fork().transactional((em) => source.payments.keepMeans(em, order.requestId, means, now(parts)));
      // A link that was found only by its payment has no known address to send.
      return { opened: isTakenByPeople(kindOf(request)) || means.url !== null || means.code !== null };
    },

    async expirePaymentRequest({ process, caseId, order }) {
      const source = takingPayments(sourceOf(process));
      // A request that is being opened cannot be ended yet: it has no name. Asked first, so the case read next has the
      // name.
      const isOpening = await source.payments.isBeingOpened(orm.em.fork(), order.requestId);
      const about = await source.read(orm.em.fork(), caseId);
      const request = about.requests.find(({ id }) => id === order.requestId);
      if (request === undefined) return;
      const effect = expiryEffect(about, request, order);
      if (adapterFor(parts, effect) === null) return;
      if (isOpening) throw outage('not-opened-yet');
      await perform(parts, effect);
    },

    async payRefund({ process, caseId, order }) {
      const about = await sourceOf(process).read(orm.em.fork(), caseId);
      const effect = refundEffect(about, order, paymentOf(about, order.paymentId));
      if (adapterFor(parts, effect) === null) return { status: 'unknown' };
      const outcome = await perform(parts, effect);
      if (outcome === null) return { status: 'refused' };
      return { status: outcome.status === 'done' ? 'paid' : 'unknown' };
    },
  };
}

/**
 * True if an effect of a request that can no longer be paid was withdrawn before it left. One that may have left is
 * followed up, so that it can be ended.
 */
export async function isWithdrawn(
  parts: ChannelParts,
  about: EffectCase,
  { intent, requestId }: { intent: string; requestId: string },
): Promise<boolean> {
  if (about.requests.some(({ id, isOpen }) => id === requestId && isOpen)) return false;
  return withdrawEffect(parts.orm.em.fork(), effectName(about, intent), 'not-wanted', now(parts));
}

/** A link, a code or a collection at the door (FK-01, FK-02). */
export function requestEffect(
  about: EffectCase,
  { requestId, method, amount, intent }: Order<'request'>,
  at: Instant,
): EffectToPlan {
  const { name, phone, contactId } = about.customer;
  const found = about.requests.find(({ id }) => id === requestId);
  const { payableUntil = at, collection = null } = found ?? {};
  const soonest = later(at, PAYABLE);
  const expiresAt = payableUntil > soonest ? payableUntil : soonest;
  const cash = kindOf(found ?? { method }) === 'collection' ? { collection, name } : {};
  const details = { requestId, ...amount, expiresAt, customerProfileId: contactId, ...cash, ...routeOf(found) };
  const text = programNamed(about.program).title;
  return { ...effectName(about, intent), kind: `payment/request/${method}`, recipient: phone, text, details };
}

/** Ends a payment request, under every name that its provider knows it by. */
export function expiryEffect(about: EffectCase, request: CaseRequest, { intent }: Order<'expire'>): EffectToPlan {
  const { id: requestId, method, orderRef, linkRef, effectId: merchantRefNum } = request;
  const details = { requestId, orderRef, linkRef, merchantRefNum, ...routeOf(request) };
  const recipient = about.customer.phone;
  return { ...effectName(about, intent), kind: `payment/expire/${method}`, recipient, text: '', details };
}

/** A refund, with all names under which its provider knows the payment. */
export function refundEffect(
  about: EffectCase,
  { intent, amount, refundId }: Order<'refund'>,
  { id, requestId, method, amount: paid }: CasePayment,
): EffectToPlan {
  const opened = about.requests.find((request) => request.id === requestId);
  const details = {
    refundId,
    ...amount,
    paidMinor: paid.amountMinor,
    transactionId: id.split('/')[1] ?? id,
    merchantRefNum: opened?.effectId ?? null,
    referenceNumber: opened?.code ?? null,
    reason: `refund ${refundId}`,
    ...routeOf(opened),
  };
  const recipient = about.customer.phone;
  return { ...effectName(about, intent), kind: `refund/${method}`, recipient, text: '', details };
}

/** The refund behind an effect that `refundEffect` planned. */
export function refundIdOf({ details }: Pick<LedgerEffect, 'details'>): string {
  return String(details?.['refundId']);
}

/** @throws Error for a process without payments */
function takingPayments(source: CaseSource): CaseSource & Required<Pick<CaseSource, 'payments'>> {
  const { payments } = source;
  if (payments === undefined) throw new Error(`${source.process} takes no payments`);
  return { ...source, payments };
}

/** @throws Error for a payment that the case does not have */
function paymentOf({ payments }: EffectCase, paymentId: string): CasePayment {
  const found = payments.find(({ id }) => id === paymentId);
  if (found === undefined) throw new Error(`there is no payment ${paymentId}`);
  return found;
}

function now({ clock }: ChannelParts): Instant {
  return toInstant(clock.now());
}

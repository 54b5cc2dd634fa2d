import type { Orm } from '../db/orm.ts';
import { isBeingOpened } from '../db/read/payment-requests.ts';
import { type ServicePackageRecord, servicePackageNamed } from '../db/read/service-packages.ts';
import { withdrawEffect } from '../db/write/effect-ledger.ts';
import { writePaymentMeans } from '../db/write/payment-means.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import type { Payment } from '../domain/service-package/state.ts';
import type { PaymentActivities } from '../workflows/effect-activities.ts';
import type { Adapters } from './adapters.ts';
import { orRefused, outage } from './effect-outcome.ts';
import { type EffectParts, performEffect } from './effects.ts';
import { effectFor, expiryEffect, refundEffect, requestEffect, smsEffect } from './package-effect-plans.ts';

export type PackageEffectParts = EffectParts & { orm: Orm; adapters: Adapters };

export function packageEffectActivities(parts: PackageEffectParts): PaymentActivities {
  const { orm, adapters } = parts;
  return {
    async sendSms({ caseId, order, requestId }) {
      const record = await servicePackageNamed(orm.em.fork(), caseId);
      if (requestId !== null && (await isTakenBack(parts, record, { ...order, requestId }))) return;
      await orRefused(performEffect(parts, adapters.sms, smsEffect(record, order, requestId)));
    },

    async openPaymentRequest({ caseId, order }) {
      const record = await servicePackageNamed(orm.em.fork(), caseId);
      if (await isTakenBack(parts, record, order)) return { opened: false };
      const { open, means } = adapters.payment[order.method];
      const outcome = await orRefused(performEffect(parts, open, requestEffect(record, order, now(parts))));
      if (outcome?.status !== 'done') return { opened: false };
      const given = means(outcome.providerRef);
      await orm.em.fork().transactional((em) => writePaymentMeans(em, order.requestId, given, now(parts)));
      // A link that was found only by its payment has no known address to send.
      return { opened: order.method === 'cash' || given.url !== null || given.code !== null };
    },

    async expirePaymentRequest({ caseId, order }) {
      // A request that is being opened cannot be ended yet: it has no name. Asked first, so the record read next has
      // the name.
      const isOpening = await isBeingOpened(orm.em.fork(), order.requestId);
      const record = await servicePackageNamed(orm.em.fork(), caseId);
      const request = record.state.paymentRequests.find(({ id }) => id === order.requestId);
      const expire = request === undefined ? null : adapters.payment[request.method].expire;
      if (request === undefined || expire === null) return;
      if (isOpening) throw outage('not-opened-yet');
      await orRefused(performEffect(parts, expire, expiryEffect(record, order)));
    },

    async payRefund({ caseId, order }) {
      const record = await servicePackageNamed(orm.em.fork(), caseId);
      const payment = paymentOf(record, order.paymentId);
      const { refund } = adapters.payment[payment.method];
      if (refund === null) return { status: 'unknown' };
      const outcome = await orRefused(performEffect(parts, refund, refundEffect(record, order, payment)));
      if (outcome === null) return { status: 'refused' };
      return { status: outcome.status === 'done' ? 'paid' : 'unknown' };
    },
  };
}

/**
 * True if an effect of a request that can no longer be paid was withdrawn before it left. One that may have left is
 * followed up, so that it can be ended.
 */
async function isTakenBack(
  parts: PackageEffectParts,
  record: ServicePackageRecord,
  { intent, requestId }: { intent: string; requestId: string },
): Promise<boolean> {
  const isOpen = record.state.paymentRequests.some(({ id, status }) => id === requestId && status === 'open');
  if (isOpen) return false;
  return withdrawEffect(parts.orm.em.fork(), effectFor(record, intent), 'not-wanted', now(parts));
}

/** @throws Error for a payment that the package does not have */
function paymentOf({ state }: ServicePackageRecord, paymentId: string): Payment {
  const known = [...(state.payment === null ? [] : [state.payment]), ...state.heldPayments];
  const found = known.find(({ id }) => id === paymentId);
  if (found === undefined) throw new Error(`there is no payment ${paymentId}`);
  return found;
}

function now({ clock }: PackageEffectParts): Instant {
  return toInstant(clock.now());
}

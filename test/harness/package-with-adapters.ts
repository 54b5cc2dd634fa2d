// A booked package with the activities that perform its effects, through adapters that a test controls.
import { randomUUID } from 'node:crypto';
import type { PaymentMethod, SmsOrder } from '../../domain/effect.ts';
import { effectActivities } from '../../activities/effects/index.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { writePackageMoves } from '../../db/write/service-package-moves.ts';
import { money } from '../../domain/money.ts';
import { requestPayment } from '../../domain/service-package/payment-requests.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { thePackagePolicy } from '../domain/service-package/builders.ts';
import type { TestDatabase } from './database.ts';
import type { MovedClock } from './effects.ts';
import { bookPackage, packageNow, payPackage } from './vendors/bought-package.ts';
import type { RecordingAdapters } from './recording-adapters.ts';

type Parts = { database: TestDatabase; clock: MovedClock; recorder: RecordingAdapters };

export const price = money(160_000, 'EGP');

/** An SMS without references. */
export const sms1: SmsOrder = { intent: 'sms-1/chase', text: 'sms-1', values: {}, rule: 'FK-08' };

/** A package whose customer is asked to pay by a method, and its adapters. */
export async function packageWithAdapters(
  { database: { orm }, clock, recorder }: Parts,
  method: PaymentMethod = 'card',
) {
  const em = () => orm.em.fork();
  const at = () => clock.now().toISOString();
  const activities = effectActivities({
    ...{ orm, ledger: effectLedger(orm), clock, adapters: recorder.adapters },
  });
  const { id: packageId, requestId } = await bookPackage(orm, method);
  const about = { process: 'service-package', caseId: packageId, program: 'filkhedma' };
  const request = {
    kind: 'request',
    intent: `payment-request/${requestId}`,
    requestId,
    amount: price,
    sms: null,
  } as const;
  const expire = { kind: 'expire', intent: `expire/${requestId}`, requestId } as const;
  return {
    ...{ packageId, requestId },
    now: () => packageNow(orm, packageId),
    open: () => activities.openPaymentRequest({ ...about, order: { ...request, method } }),
    send: (order: SmsOrder, ofRequest: string | null = null) =>
      activities.sendSms({ ...about, order, requestId: ofRequest }),
    end: (changes: object = {}) => activities.expirePaymentRequest({ ...about, order: { ...expire, ...changes } }),
    refund: (paymentId: string) => {
      const order = { kind: 'refund', intent: 'refund/r1/1', refundId: 'r1', attempt: 1, paymentId } as const;
      return activities.payRefund({ ...about, order: { ...order, amount: money(50_000, 'EGP') } });
    },
    /** Another request in place of the earlier one. */
    async askFor(other: PaymentMethod) {
      const [again, policy] = [randomUUID(), thePackagePolicy()];
      const { state } = await packageNow(orm, packageId);
      const move = recordedMove(
        policy,
        requestPayment(policy, state, { requestId: again, method: other }, 'cc-1', at()),
      );
      await em().transactional((tx) => writePackageMoves(tx, packageId, [move], null));
      const order = { ...request, intent: `payment-request/${again}`, requestId: again, method: other };
      return { requestId: again, open: () => activities.openPaymentRequest({ ...about, order }) };
    },
    pay: (changes: Partial<Parameters<typeof payPackage>[2]> = {}) =>
      payPackage(orm, packageId, { id: `paymob/${packageId}`, requestId, method: 'card', ...changes }),
    effects: () =>
      rows<{ intent: string; status: string; channel: string }>(
        em(),
        sql`select intent, status, channel from outbound_effects where case_id = ${packageId}::uuid order by planned_at, place`,
      ),
  };
}

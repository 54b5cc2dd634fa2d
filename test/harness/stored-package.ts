// Owns a package of filkhedma as a booking leaves it, and its payment, written without a workflow. Refuses to perform effects.
import { randomUUID } from 'node:crypto';
import type { Orm } from '../../db/orm.ts';
import { readServicePackage } from '../../db/read/service-packages.ts';
import { writePackageMoves } from '../../db/write/service-package-moves.ts';
import { later } from '../../domain/calendar/instant.ts';
import type { PaymentMethod } from '../../domain/service-package/policy.ts';
import { receivePayment } from '../../domain/service-package/payments.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { aBooking, cairo, Life, thePackagePolicy, weekOfVisits } from '../domain/service-package/builders.ts';
import { storeLife } from './stored-life.ts';

/** Eight visits of 1600 pounds from 10 March 2031, booked on the 3rd, or on the eve where it is paid later. */
export async function storePackage(
  orm: Orm,
  payment: PaymentMethod | 'later',
): Promise<{ id: string; requestId: string }> {
  const requestId = randomUUID();
  const visits = weekOfVisits('2031-03-10', 8).map((local) => ({ id: randomUUID(), startsAt: cairo(local) }));
  const at = cairo(payment === 'later' ? '2031-03-08 13:00' : '2031-03-03 10:00');
  const life = new Life(aBooking({ visits, requestId, payment, hasCollection: true }), at);
  return { id: await storeLife(orm, life), requestId };
}

type Paid = { id: string; requestId: string; method: PaymentMethod };

/** The price arrives a minute after whatever was last. */
export async function payStored(orm: Orm, packageId: string, paid: Paid): Promise<void> {
  const policy = thePackagePolicy();
  await orm.em.fork().transactional(async (em) => {
    const record = await readServicePackage(em, packageId);
    if (record === null) throw new Error(`there is no service package ${packageId}`);
    const { state } = record;
    const receipt = { ...paid, amount: state.price, by: 'provider' };
    const moves = receivePayment(policy, state, receipt, later(state.movedAt, 'PT1M'));
    const recorded = moves.map((move) => recordedMove(policy, move));
    await writePackageMoves(em, packageId, recorded, null);
  });
}

// Packages in a database as after their booking, and then a payment, without a running workflow.
import { randomUUID } from 'node:crypto';
import type { PaymentMethod } from '../../../domain/effect.ts';
import type { Orm } from '../../../db/orm.ts';
import { readServicePackage, type ServicePackageRecord } from '../../../db/read/service-packages.ts';
import { insertContact } from '../../../db/write/contacts.ts';
import { keepPolicy } from '../../../db/write/policies.ts';
import { writeBooking, writePackageMoves } from '../../../db/write/service-package-moves.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { book } from '../../../domain/service-package/booking.ts';
import { receivePayment, type Receipt } from '../../../domain/service-package/payments.ts';
import { recordedMove } from '../../../domain/service-package/record.ts';
import { aBooking, thePackagePolicy } from '../../domain/service-package/builders.ts';

const AT: Instant = '2031-03-03T07:00:00.000Z';

/** Books a package of 1600 pounds, to be paid by a method, or later with a ticket. */
export async function bookPackage(
  orm: Orm,
  payment: PaymentMethod = 'card',
): Promise<{ id: string; requestId: string }> {
  const [id, contactId, requestId, program] = [randomUUID(), randomUUID(), randomUUID(), 'filkhedma'];
  const policy = thePackagePolicy();
  const booking = aBooking({ payment, requestId, collectAt: payment === 'cash' ? AT : null });
  const visits = booking.visits.map((visit) => ({ ...visit, id: randomUUID() }));
  const move = recordedMove(policy, book(policy, { ...booking, visits }, 'cc-1', AT));
  const collection = payment === 'cash' ? { at: '2031-03-04T08:30:00.000Z', address: '12 شارع التحرير' } : null;
  await orm.em.fork().transactional(async (em) => {
    await insertContact(em, { id: contactId, program, name: 'منى السيد', phone: '+201001234567', address: null }, AT);
    const policyDigest = await keepPolicy(em, policy);
    await writeBooking(em, { id, program, contactId, policyDigest, bookedBy: 'cc-1', collection }, move);
  });
  return { id, requestId };
}

/** Pays a package in full, as a provider's notice would. */
export async function payPackage(orm: Orm, id: string, receipt: Omit<Receipt, 'amount' | 'by'>): Promise<void> {
  const policy = thePackagePolicy();
  const { state } = await packageNow(orm, id);
  const moves = receivePayment(policy, state, { ...receipt, amount: state.price, by: 'provider' }, AT);
  const recorded = moves.map((move) => recordedMove(policy, move));
  await orm.em.fork().transactional((em) => writePackageMoves(em, id, recorded, null));
}

export async function packageNow(orm: Orm, id: string): Promise<ServicePackageRecord> {
  const record = await readServicePackage(orm.em.fork(), id);
  if (record === null) throw new Error(`there is no package ${id}`);
  return record;
}

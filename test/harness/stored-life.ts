// A package's whole life without a workflow: every move of the domain, written as its activities write it.
import { randomUUID } from 'node:crypto';
import type { Orm } from '../../db/orm.ts';
import { insertContact } from '../../db/write/contacts.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import { writeBooking, writePackageMoves } from '../../db/write/service-package-moves.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { aBooking, cairo, Life, weekOfVisits } from '../domain/service-package/builders.ts';

/** Eight visits of 1600 pounds from 10 March 2031, booked by card on the 3rd, with ids that a database accepts. */
export function aLifeToStore(): { life: Life; visits: string[]; requestId: string } {
  const requestId = randomUUID();
  const dates = weekOfVisits('2031-03-10', 8);
  const visits = dates.map((local) => ({ id: randomUUID(), startsAt: cairo(local) }));
  const life = new Life(aBooking({ visits, requestId }), cairo('2031-03-03 10:00'));
  return { life, visits: visits.map(({ id }) => id), requestId };
}

/** Writes every move of a life. @returns the package's id */
export async function storeLife(orm: Orm, { policy, moves }: Life, program = 'filkhedma'): Promise<string> {
  const [id, contactId] = [randomUUID(), randomUUID()];
  const [booked, ...further] = moves;
  if (booked === undefined) throw new Error('a life begins with a booking');
  await orm.em.fork().transactional(async (em) => {
    await insertContact(em, { id: contactId, program, name: 'Mona', phone: '+201001234567', address: null }, booked.at);
    const policyDigest = await keepPolicy(em, policy);
    const whose = { id, program, contactId, policyDigest, bookedBy: 'cc-1', collection: null };
    await writeBooking(em, whose, recordedMove(policy, booked));
    const moves = further.map((move) => recordedMove(policy, move));
    if (moves.length > 0) await writePackageMoves(em, id, moves, null);
  });
  return id;
}

/** Paid, cancelled after three of eight visits, and refunded. */
function cancelledAfterThree(): Life {
  const { life, visits, requestId } = aLifeToStore();
  const refundId = randomUUID();
  life.pays('2031-03-03 11:00', { id: `paymob/${requestId}`, requestId });
  for (const [place, day] of ['10', '13', '16'].entries())
    life.does(`2031-03-${day} 15:00`, 'ops-1', { kind: 'complete-visit', visitId: visits[place] ?? '' });
  life.does('2031-03-17 10:00', 'cs-1', { kind: 'cancel', refundId });
  life.does('2031-03-17 11:00', 'finance-1', { kind: 'approve-refund', refundId });
  return life.settles('2031-03-17 11:01', { refundId, attempt: 1, status: 'paid' });
}

/** Paid after it was cancelled, and a person decides about the money. A refund then awaits its approval. */
function paidTooLate(decision: 'refund' | 'revive'): Life {
  const { life, requestId } = aLifeToStore();
  const paymentId = `paymob/${requestId}`;
  life.pays('2031-03-09 21:30', { id: paymentId, requestId });
  const refundId = randomUUID();
  return life.does('2031-03-10 09:00', 'cs-1', { kind: 'decide-payment', paymentId, decision, refundId });
}

/** One cancelled and refunded, one whose late payment is refunded, one that such a payment revived, and one only booked. */
export async function storeFourLives(orm: Orm): Promise<{ paidId: string; heldId: string }> {
  const paidId = await storeLife(orm, cancelledAfterThree());
  const heldId = await storeLife(orm, paidTooLate('refund'));
  await storeLife(orm, paidTooLate('revive'));
  await storeLife(orm, aLifeToStore().life);
  return { paidId, heldId };
}

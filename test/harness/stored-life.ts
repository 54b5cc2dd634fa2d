// Owns the storing of a package's whole life without a workflow: every move of the domain, written as its activities write it.
import { randomUUID } from 'node:crypto';
import type { Orm } from '../../db/orm.ts';
import { insertContact } from '../../db/write/contacts.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import { writeBooking, writePackageMoves } from '../../db/write/service-package-moves.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { aBooking, cairo, Life, weekOfVisits } from '../domain/service-package/builders.ts';

/** Eight visits of 1600 pounds from 10 March 2031, booked by card on the 3rd, under ids that a database takes. */
export function aLifeToStore(): { life: Life; visits: string[]; requestId: string } {
  const requestId = randomUUID();
  const dates = weekOfVisits('2031-03-10', 8);
  const visits = dates.map((local) => ({ id: randomUUID(), startsAt: cairo(local) }));
  const life = new Life(aBooking({ visits, requestId }), cairo('2031-03-03 10:00'));
  return { life, visits: visits.map(({ id }) => id), requestId };
}

/** Writes every move of a life. @returns the package's id */
export async function storeLife(orm: Orm, { policy, moves }: Life): Promise<string> {
  const [id, contactId, program] = [randomUUID(), randomUUID(), 'filkhedma'];
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

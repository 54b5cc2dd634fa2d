// Tickets without a process, stored as after opening, without API and workflow.
import { randomUUID } from 'node:crypto';
import type { Orm } from '../../db/orm.ts';
import { insertContact } from '../../db/write/contacts.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import { writeOpening } from '../../db/write/ticket-moves.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { openTicket } from '../../domain/ticket/moves.ts';
import { recordedTicket } from '../../domain/ticket/process.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';

/** An unassigned ticket of a type, opened at an instant. */
export async function aStoredTicket(orm: Orm, type: string, at: Instant, program = 'filkhedma'): Promise<TicketState> {
  const policy = theTicketPolicy();
  const move = openTicket(policy, { id: randomUUID(), type, at }, 'cc-1');
  const contact = { id: randomUUID(), program, name: 'منى', phone: '+201001234567', address: null };
  await orm.em.fork().transactional(async (em) => {
    await insertContact(em, contact, at);
    const owner = { program, contactId: contact.id, policyDigest: await keepPolicy(em, policy) };
    await writeOpening(em, owner, recordedTicket(policy, move.state), move);
  });
  return move.state;
}

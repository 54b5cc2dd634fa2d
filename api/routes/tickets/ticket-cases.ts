// The workflow of a package runs its tickets. A ticket without a package has a workflow of its own.
import { isBookedSince } from '../../../db/read/booking-questions.ts';
import { readPerson } from '../../../db/read/people.ts';
import { readPolicy } from '../../../db/read/policies.ts';
import { servicePackageNamed } from '../../../db/read/service-packages.ts';
import { readTicket, type TicketRecord } from '../../../db/read/tickets.ts';
import type { Em } from '../../../db/orm.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { refusal } from '../../../domain/refusal.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { refusalOfTicketCommand } from '../../../domain/ticket/commands.ts';
import { ticket, type TicketKinds } from '../../../domain/ticket/process.ts';
import { refusalOfEmptyFields } from '../../../domain/ticket/results.ts';
import { askerOf } from '../../cases/asker.ts';
import type { ApiCases } from '../../cases/declaration.ts';
import type { TicketCase } from '../../cases/ticket-door.ts';
import { Ref } from '../../schemas/shared.ts';
import { TicketParams, TicketView } from '../../schemas/tickets.ts';
import { refuse } from '../../server/errors.ts';
import { resultFactsOf, ticketView } from '../../views/ticket-view.ts';
import { packageAsker } from '../service-packages/package-cases.ts';

const shown = Ref(TicketView);

export const tickets = {
  path: '/v1/tickets',
  tags: ['tickets'],
  params: TicketParams,
  shown,
  view: ticketView,
  of: (request) => request.ticket,
  // A ticket of a package belongs to the package's case; any other is its own case.
  named: ({ record: { caseId, program } }) => ({ caseId, program }),
  async again(em, one) {
    const record = await readTicket(em, one.record.id);
    if (record === null) throw new Error(`the ticket ${one.record.id} is gone`);
    return { ...one, record };
  },
  refusal: (one, command, now) =>
    refusalOfTicketCommand(one.policy, one.record.state, command, now, resultFactsOf(one, now)),
  // A package decides what a call on its ticket means to it.
  async ofOwner(em, one, { command, askedAt }) {
    const { record } = one;
    if (record.process === ticket.name) return null;
    const owner = await servicePackageNamed(em, record.caseId);
    const policy = await readPolicy<ServicePackagePolicy>(em, owner.policyDigest);
    const onPackage = { kind: 'ticket', by: command.by, ticketId: record.state.id, command } as const;
    const question = packageAsker.questionTo({ record: owner, policy }, { command: onPackage, askedAt });
    return command.kind === 'close' && question.early === null
      ? { ...question, early: refusalOfEmptyFields(resultFactsOf(one, askedAt)) }
      : question;
  },
} satisfies ApiCases<TicketKinds, TicketCase, typeof shown>;

export const ticketAsker = askerOf(ticket, tickets);

/** A person of the ticket's program with the roles held there. A person without roles can be given nothing. */
export async function staffNamed(em: Em, login: string, { program }: Pick<TicketRecord, 'program'>): Promise<Staff> {
  const person = await readPerson(em, login);
  if (person === null || !person.active || person.admin) return { login, roles: [] };
  return { login, roles: person.memberships.filter((held) => held.program === program).map(({ role }) => role) };
}

/**
 * The case that a result names. @throws RefusedError for a case of another contact, or one booked before the ticket was
 * opened
 */
export async function bookingNamed(em: Em, { record }: TicketCase, caseId: string | null): Promise<string | null> {
  if (caseId === null || (await isBookedSince(em, record, caseId))) return caseId;
  return refuse(
    refusal('result-untrue', 'no booking of this contact since the ticket has this id', { needs: 'booking' }),
  );
}

// The workflow of the package runs its tickets. A ticket without a package has a workflow of its own.
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { isBookedSince } from '../../../db/read/bookings.ts';
import { readPerson } from '../../../db/read/people.ts';
import { readPolicy } from '../../../db/read/policies.ts';
import { servicePackageNamed } from '../../../db/read/service-packages.ts';
import { readTicket, type TicketRecord } from '../../../db/read/tickets.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { refusal } from '../../../domain/refusal.ts';
import type { PackageCommand } from '../../../domain/service-package/commands.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { refusalOfTicketCommand, type TicketCommand } from '../../../domain/ticket/commands.ts';
import type { TicketKinds } from '../../../domain/ticket/process.ts';
import type { AskedCommand } from '../../../workflows/contract.ts';
import { ticketContract } from '../../../workflows/ticket/contract.ts';
import { type Asking, askWithNote, type Question } from '../../cases/ask.ts';
import type { TicketCase } from '../../cases/door.ts';
import { refuse } from '../../server/errors.ts';
import { ticketView } from '../../views/ticket-view.ts';
import { packageQuestion } from '../service-packages/package-command.ts';

export type CommandOf = (by: Staff, noteId: string | null) => TicketCommand;
export type Wish = { commandOf: CommandOf; note?: string | undefined };

/** Asks the route's ticket for a move, and shows the ticket afterwards. @throws RefusedError, OutcomeUnknownError */
export async function moved(request: FastifyRequest, wish: Wish) {
  await askTicket(request, request.ticket, staffIn(request.staff, request.ticket.record.program), wish);
  return shown(request);
}

/** The ticket of the route as it is now. */
export async function shown(request: FastifyRequest) {
  const { em, staff, ticket, server } = request;
  const record = await readTicket(em, ticket.record.id);
  if (record === null) throw new Error(`the ticket ${ticket.record.id} is gone`);
  return ticketView({ ...ticket, record }, staff, toInstant(server.clock.now()));
}

/** Asks for a move of one ticket. @throws RefusedError, OutcomeUnknownError */
export async function askTicket(asking: Asking, ticket: TicketCase, by: Staff, wish: Wish): Promise<void> {
  const askedAt = toInstant(asking.server.clock.now());
  await askWithNote(asking, { by: by.login, text: wish.note }, (noteId) =>
    questionAbout(asking.em, ticket, { command: wish.commandOf(by, noteId), askedAt }),
  );
}

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
export async function bookingNamed({ em, ticket }: FastifyRequest, caseId: string | null): Promise<string | null> {
  if (caseId === null || (await isBookedSince(em, ticket.record, caseId))) return caseId;
  return refuse(
    refusal('result-untrue', 'no booking of this contact since the ticket has this id', { needs: 'booking' }),
  );
}

// A package moves its own tickets: the package decides what a call means to it.
async function questionAbout(
  em: Em,
  { record, policy }: TicketCase,
  asked: AskedCommand<TicketKinds>,
): Promise<Question> {
  const { command, askedAt } = asked;
  if (record.process === 'ticket') {
    const early = refusalOfTicketCommand(policy, record.state, command, askedAt);
    const update = ticketContract.update(command.kind);
    return {
      caseId: record.id,
      workflow: ticketContract.workflow({ caseId: record.id, program: record.program }),
      update,
      input: asked,
      early,
    };
  }
  const owner = await servicePackageNamed(em, record.caseId);
  const policyOfOwner = await readPolicy<ServicePackagePolicy>(em, owner.policyDigest);
  const onPackage: PackageCommand = { kind: 'ticket', by: command.by, ticketId: record.state.id, command };
  return packageQuestion({ record: owner, policy: policyOfOwner }, { command: onPackage, askedAt });
}

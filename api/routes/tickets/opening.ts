import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { readTeam } from '../../../db/read/team.ts';
import { readTicket } from '../../../db/read/tickets.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { insertContact } from '../../../db/write/contacts.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import { keepPolicy } from '../../../db/write/policies.ts';
import { distributionOf } from '../../../db/write/ticket-distribution.ts';
import { writeFieldValues } from '../../../db/write/ticket-fields.ts';
import { writeOpening } from '../../../db/write/ticket-moves.ts';
import { writeNote } from '../../../db/write/timeline.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { isBlank } from '../../../domain/conversation/disposition.ts';
import { refusalOfOpening } from '../../../domain/ticket/access.ts';
import { assigneeFor } from '../../../domain/distribution.ts';
import { refusalOfFields, withFields } from '../../../domain/ticket/fields.ts';
import { openTicket } from '../../../domain/ticket/moves.ts';
import { recordedTicket } from '../../../domain/ticket/process.ts';
import { isGivenOut, type TicketPolicy, ticketType } from '../../../domain/ticket/policy.ts';
import { ticketContract } from '../../../workflows/ticket/contract.ts';
import { ownProgram } from '../../cases/scope.ts';
import { giveBackHeldBy } from '../../people/leaving.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramPath, Ref } from '../../schemas/shared.ts';
import { NewTicket, TicketView } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { phoneIn, refuseBlank, refuseUnreadable } from '../../server/given-values.ts';
import { repeatableId } from '../../server/idempotency-keys.ts';
import { ticketView } from '../../views/ticket-view.ts';

const schema = {
  tags: ['tickets'],
  summary: 'Open a ticket by hand',
  description:
    'Such as the follow-up of a customer who wants to think it over (FK-04). It is due on the working-hours clock of its type and given to the present member of the team with the fewest open tickets, or waits until one takes it, as its type says. `fields` are the program’s own, also a part of them: another is `field-unknown`, a value that does not fit `field-unfit`. A phone number without a country is one of the program’s country.',
  params: ProgramPath,
  body: NewTicket,
  response: { 201: Ref(TicketView), ...problems(400, 401, 403, 404, 422) },
} as const;

type Body = Static<typeof NewTicket>;
type Opened = { id: string; program: string; policy: TicketPolicy; phone: string; body: Body; at: Instant };

export async function openingRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/programs/:program/tickets', { config: { access: 'staff' }, schema }, async (request, reply) => {
    const { params, body, em, staff } = request;
    const { program } = params;
    const policy = policyFor(request, program, body);
    const phone = phoneIn(program, '/customer/phone', body.customer.phone);
    refuseUnreadable('/customer/name', body.customer.name);
    refuseBlank('/customer/address', body.customer.address);
    const at = toInstant(app.clock.now());
    const id = repeatableId(request.updateId);
    await em.transactional((tx) => open(tx, { id, program, policy, phone, body, at }, staff.login));
    await app.cases.deliver(ticketContract.workflowId(program, id));
    const record = await readTicket(em, id);
    if (record === null) throw new Error(`the ticket ${id} was not kept`);
    return reply.code(201).send(ticketView({ record, policy, chase: null }, staff, at));
  });
}

/** @throws ProblemError 404 where there are no tickets or the reader has no role; RefusedError for a type, a role or a field */
function policyFor({ staff }: FastifyRequest, program: string, { type, fields = {} }: Body): TicketPolicy {
  const { program: own, here } = ownProgram(staff, program);
  const policy = own.tickets ?? notFound();
  const refused = refusalOfOpening(policy, type, here) ?? refusalOfFields(ticketType(policy, type), {}, fields);
  if (refused !== null) refuse(refused);
  return policy;
}

async function open(em: Em, opened: Opened, login: string): Promise<void> {
  const { id, program, policy, phone, body, at } = opened;
  const type = ticketType(policy, body.type);
  const { team } = type;
  await lockCase(em, id, distributionOf(program, team));
  if ((await readTicket(em, id)) !== null) return;
  const contactId = randomUUID();
  const { name, address = null } = body.customer;
  await insertContact(em, { id: contactId, program, name, phone, address }, at);
  const noteId = await keepNote(em, opened, login);
  const move = openTicket(policy, { id, type: body.type, at }, login, {
    noteId,
    assignee: isGivenOut(type) ? assigneeFor(await readTeam(em, { program, team, at })) : null,
  });
  const policyDigest = await keepPolicy(em, policy);
  await writeOpening(em, { program, contactId, policyDigest }, recordedTicket(policy, move.state), move);
  if (body.fields !== undefined) await writeFieldValues(em, id, withFields({}, body.fields).values);
  await enqueue(em, ticketContract.start({ caseId: id, program }, { policy, state: move.state }), at);
  // The assignee may have left meanwhile; the case is told after its start.
  if (move.state.assignee !== null) await giveBackHeldBy(em, move.state.assignee, at);
}

async function keepNote(em: Em, { id: caseId, body: { note }, at }: Opened, by: string): Promise<string | null> {
  if (note === undefined || isBlank(note)) return null;
  const id = randomUUID();
  await writeNote(em, { id, caseId, by, text: note }, at);
  return id;
}

// The running case is not told of a change: the values of fields are only in the record.
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { readTicket, readTicketRules } from '../../../db/read/tickets.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { writeFields } from '../../../db/write/ticket-fields.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { refusal } from '../../../domain/refusal.ts';
import { refusalOfFields, withFields } from '../../../domain/ticket/fields.ts';
import { ticketType } from '../../../domain/ticket/policy.ts';
import { shownNow } from '../../cases/routes.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { FieldsBody, TicketParams, TicketView } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { tickets } from './ticket-cases.ts';

const schema = {
  tags: ['tickets'],
  summary: 'Set fields of a ticket',
  description:
    'For those who work on it, until it is closed (`ticket-closed`). Fields that are not named stay; null empties one, but not a required one (`field-required`). Its own version of the program decides what fits: else `field-unknown` or `field-unfit`. The timeline says who changed which field; the same values again change nothing.',
  params: TicketParams,
  body: FieldsBody,
  response: { 200: Ref(TicketView), ...problems(400, 401, 403, 404, 409, 422) },
} as const;

export async function fieldRoutes(app: CarelineApp): Promise<void> {
  app.put('/v1/tickets/:id/fields', { config: { access: 'ticket.set-fields' }, schema }, async (request) => {
    const { em, body } = request;
    const at = toInstant(app.clock.now());
    await em.transactional((tx) => change(tx, request, body, at));
    return shownNow(tickets, request);
  });
}

/** Runs under the case's lock, so that a simultaneous close or change comes before or after. */
async function change(em: Em, request: FastifyRequest, body: Static<typeof FieldsBody>, at: Instant): Promise<void> {
  const { id, caseId } = request.ticket.record;
  await lockCase(em, caseId);
  const record = (await readTicket(em, id)) ?? notFound();
  if (record.state.status === 'closed') refuse(refusal('ticket-closed', 'the ticket is closed'));
  const { policy } = await readTicketRules(em, record);
  const refused = refusalOfFields(ticketType(policy, record.state.type), record.fields, body.fields);
  if (refused !== null) refuse(refused);
  const { values, changed } = withFields(record.fields, body.fields);
  if (changed.length === 0) return;
  const { program, process, state } = record;
  await writeFields(em, { id, key: state.id, program, caseId, process, values, changed }, request.staff.login, at);
}

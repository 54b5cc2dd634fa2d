import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readTicket, readTicketRules, type TicketRecord } from '../../db/read/tickets.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { type CaseRule, isTicketRule, verdictOnTicket } from '../../domain/access/case-access.ts';
import { HIDDEN } from '../../domain/access/verdict.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import type { TicketAction } from '../../domain/ticket/access.ts';
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import { ticket } from '../../domain/ticket/process.ts';
import { enforceOnCase } from '../plugins/access.ts';
import { isUuid } from '../server/given-values.ts';
import { notThere } from './purged.ts';
import { isReadable, openDoor } from './request-case.ts';

/**
 * A ticket with the policy that it keeps. `chase` comes from the policy of its package; a ticket without a package has
 * none.
 */
export type TicketCase = { record: TicketRecord; policy: TicketPolicy; chase: ServicePackagePolicy['chase'] | null };

export function ticketDoor(app: FastifyInstance): void {
  openDoor(app, { property: 'ticket', isAbout: isTicketRule, admit: ticketFor });
}

async function ticketFor(request: FastifyRequest, rule: CaseRule): Promise<TicketCase> {
  const { em, staff } = request;
  const { id } = request.params as { id: string };
  const record = isUuid(id) ? await readTicket(em, id) : null;
  if (record === null) return notThere(request, id);
  const rules = await readTicketRules(em, record);
  const action = rule.replace('ticket.', '') as TicketAction;
  const type = ticketType(rules.policy, record.state.type);
  const verdict = isReadable(request, record, ticket)
    ? verdictOnTicket(type, action, staffIn(staff, record.program))
    : HIDDEN;
  await enforceOnCase(request, record.caseId, verdict);
  return { record, ...rules };
}

// Owns how a case is asked to take back what somebody who has left holds of it, as the outbox carries it. Holds no rule.
import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { type AskedCommand, conversationUpdates, conversationWorkflowId } from '../conversation/contract.ts';
import {
  type AskedPackageCommand,
  SERVICE_PACKAGE_WORKFLOW,
  type ServicePackageInput,
  servicePackageUpdates,
  servicePackageWorkflowId,
} from '../service-package/contract.ts';
import {
  type AskedTicketCommand,
  TICKET_WORKFLOW,
  type TicketInput,
  ticketUpdates,
  ticketWorkflowId,
} from '../ticket/contract.ts';

/**
 * The request for one thing, the same however often it is found in the same hands. The update has an id of its own: a case
 * that has said no to an id says it for ever.
 */
export function giveBackEntry(held: Held, { login, how }: Pick<Standing, 'login' | 'how'>, askedAt: Instant) {
  const key = `update/give-back/${held.id}/${held.version}`;
  const updateId = `give-back/${held.id}/${held.version}/${askedAt}`;
  const { workflowId, payload } = asking(held, { by: { login, roles: [] }, because: 'left', how }, askedAt);
  return { key, kind: 'update' as const, workflowId, payload: { ...payload, updateId } };
}

type Leaving = Pick<Extract<AskedTicketCommand['command'], { kind: 'give-back' }>, 'by' | 'because' | 'how'>;

// A ticket can be opened again by a call: its workflow may have ended when it is asked, and then begins anew.
function asking(held: Held, leaving: Leaving, askedAt: Instant) {
  const { id, program } = held;
  if (held.process === 'conversation') {
    const input: AskedCommand = { command: { kind: 'release', ...leaving }, askedAt };
    return {
      workflowId: conversationWorkflowId(program, id),
      payload: { name: conversationUpdates.release.name, input },
    };
  }
  const command = { kind: 'give-back', ...leaving } as const;
  if (held.process === 'ticket') {
    const input: AskedTicketCommand = { command, askedAt };
    const start = { name: TICKET_WORKFLOW, input: { ticketId: id, program } satisfies TicketInput };
    return {
      workflowId: ticketWorkflowId(program, id),
      payload: { name: ticketUpdates['give-back'].name, input, start },
    };
  }
  const { caseId: packageId, key: ticketId } = held;
  const input: AskedPackageCommand = { command: { kind: 'ticket', by: leaving.by, ticketId, command }, askedAt };
  const start = { name: SERVICE_PACKAGE_WORKFLOW, input: { packageId, program } satisfies ServicePackageInput };
  return {
    workflowId: servicePackageWorkflowId(program, packageId),
    payload: { name: servicePackageUpdates.ticket.name, input, start },
  };
}

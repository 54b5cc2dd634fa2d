import type { WaitingWork } from '../distribution.ts';
import { isGivenOut, type TicketPolicy, ticketType } from './policy.ts';
import type { TicketState } from './state.ts';

/** The open tickets without an assignee that Careline gives to people of their teams. */
export function unassigned(policy: TicketPolicy, tickets: readonly TicketState[]): WaitingWork[] {
  return tickets
    .filter(({ assignee, status }) => assignee === null && status !== 'closed')
    .map(({ id: key, type }) => ({ key, type: ticketType(policy, type) }))
    .filter(({ type }) => isGivenOut(type))
    .map(({ key, type: { team } }) => ({ key, team }));
}

/** Careline's command when it distributes tickets. */
export function assignedByCareline(login: string) {
  return { kind: 'assign', by: { login: 'careline', roles: [] }, to: { login, roles: [] } } as const;
}

/** Who has tickets that are not closed. Of several versions of a ticket the last one counts. */
export function ticketHolders(tickets: readonly TicketState[]): string[] {
  const latest = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return [...latest.values()].flatMap(({ status, assignee }) =>
    status === 'closed' || assignee === null ? [] : [assignee],
  );
}

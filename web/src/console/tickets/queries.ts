import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { Ticket } from '../../shared/wire.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';

type TicketFilter = {
  assignee?: 'me';
  type?: string;
  caseId?: string;
  overdue?: boolean;
  search?: string;
};

/** A whole list, by due time. Lists of tickets that are not closed are short. */
function readTickets(program: string, filter: TicketFilter & { status?: Ticket['status'] }): Promise<Ticket[]> {
  return allPages((cursor) => {
    const query = { program, limit: 200, ...filter, ...(cursor === null ? {} : { cursor }) };
    return dataOf(api.GET('/v1/tickets', { params: { query } }));
  });
}

/** The tickets of a package, closed ones too. */
export function packageTicketsQuery(program: string, caseId: string) {
  return queryOptions({
    queryKey: ['tickets', program, 'of', caseId],
    queryFn: () => readTickets(program, { caseId }),
  });
}

const NOT_CLOSED = ['open', 'waiting-on-customer', 'resolved'] as const;

/** Tickets that are not closed, by due time. Three requests, because the list of closed ones grows without end. */
export function openTicketsQuery(program: string, filter: TicketFilter = {}) {
  return queryOptions({
    queryKey: ['tickets', program, 'open', filter],
    queryFn: async () => {
      const lists = await Promise.all(NOT_CLOSED.map((status) => readTickets(program, { ...filter, status })));
      return lists.flat().toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
    },
  });
}

export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: ['ticket', id],
    queryFn: () => dataOf(api.GET('/v1/tickets/{id}', { params: { path: { id } } })),
  });
}

export function ticketTimelineQuery(id: string) {
  return queryOptions({
    queryKey: ['ticket-timeline', id],
    queryFn: () => dataOf(api.GET('/v1/tickets/{id}/timeline', { params: { path: { id } } })),
  });
}

export function backlogQuery(program: string) {
  return queryOptions({
    queryKey: ['backlog', program],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/programs/{program}/ticket-backlog', { params: { path: { program } } }))).teams,
  });
}

// What screens of other processes know of tickets.

export const ticketPath = (id: string): string => `/tickets/${id}`;

/** The first parts of query keys. In `ofCase` the ticket's id is next. */
export const ticketQueries = { ofCase: ['ticket', 'ticket-timeline'], lists: ['tickets', 'backlog'] };

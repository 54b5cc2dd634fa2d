import Type from 'typebox';
import { listTickets, readTicketRules } from '../../../db/read/tickets.ts';
import { readTimeline } from '../../../db/read/timeline.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { ticket as ticketProcess } from '../../../domain/ticket/process.ts';
import { reachOf } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { pageQuery, Ref } from '../../schemas/shared.ts';
import { TicketList, TicketParams, ticketQuery, TicketTimeline, TicketView } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { decodeCursor, pageOf } from '../../server/pages.ts';
import { nextOfTicket, ticketView } from '../../views/ticket-view.ts';

const tags = ['tickets'];

const one = {
  config: { access: 'ticket.read' },
  schema: {
    tags,
    summary: 'One ticket: where it stands and what has to be done',
    description: 'For everybody of the program; else 404. `may` lists what the reader can do now.',
    params: TicketParams,
    response: { 200: Ref(TicketView), ...problems(401, 403, 404) },
  },
} as const;

const many = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The tickets of your programs, by due time',
    description: 'Closed ones too, unless a filter says otherwise. A filter that names what there is not is 400.',
    querystring: Type.Object({ ...pageQuery, program: Type.Optional(ProgramFilter), ...ticketQuery }),
    response: { 200: TicketList, ...problems(400, 401, 403) },
  },
} as const;

const timeline = {
  config: { access: 'ticket.read' },
  schema: {
    tags,
    summary: 'What happened to a ticket and what it will do by itself',
    description: '`past` oldest first, each with its rule and what a person wrote about it.',
    params: TicketParams,
    response: { 200: TicketTimeline, ...problems(401, 403, 404) },
  },
} as const;

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/tickets/:id', one, async ({ ticket, staff }) => ticketView(ticket, staff, toInstant(app.clock.now())));

  app.get('/v1/tickets', many, async ({ em, query, staff }) => {
    const { cursor, limit, assignee, ...wanted } = query;
    const [dueAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const now = toInstant(app.clock.now());
    const found = await listTickets(em, {
      ...wanted,
      now,
      reach: reachOf(staff, ticketProcess),
      limit: limit + 1,
      ...(assignee === undefined ? {} : { assignee: staff.login }),
      ...(dueAt === undefined || id === undefined ? {} : { after: { dueAt, id } }),
    });
    const { items, nextCursor } = pageOf(found, limit, ({ state, id: last }) => [state.dueAt, last]);
    const views = [];
    for (const record of items) views.push(ticketView({ record, ...(await readTicketRules(em, record)) }, staff, now));
    return { items: views, nextCursor };
  });

  app.get('/v1/tickets/:id/timeline', timeline, async ({ em, ticket: { record } }) => {
    const past = await readTimeline(em, record.caseId);
    // The timeline belongs to the whole package; entries about this ticket name it.
    const isAbout = (details: Record<string, unknown> | null) => details?.['ticket'] === record.state.id;
    const next = nextOfTicket(record, toInstant(app.clock.now()));
    return { past: past.filter(({ details }) => isAbout(details)), next };
  });
}

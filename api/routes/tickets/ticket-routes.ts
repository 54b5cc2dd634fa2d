import Type from 'typebox';
import { listTickets, readTicketRules } from '../../../db/read/tickets.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { ticket } from '../../../domain/ticket/process.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { reachOf } from '../../cases/scope.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { pageQuery } from '../../schemas/shared.ts';
import { AssignBody, CallBody, CloseBody, ticketQuery, TicketTimeline, WaitBody } from '../../schemas/tickets.ts';
import { nextOfTicket } from '../../views/ticket-view.ts';
import { bookingNamed, staffNamed, tickets } from './ticket-cases.ts';

export const ticketCaseRoutes = caseRoutes(ticket)({
  ...tickets,
  one: {
    access: 'ticket.read',
    summary: 'One ticket: its current status and what has to be done',
    description: 'For all people of the program; else 404. `may` lists what the reader can do now.',
  },
  list: {
    access: 'staff',
    summary: 'The tickets of your programs, by due time',
    description: 'Closed ones too, unless a filter says otherwise. A filter that names what there is not is 400.',
    query: Type.Object({ ...pageQuery, program: Type.Optional(ProgramFilter), ...ticketQuery }),
    find: (em, { query: { assignee, ...equal }, staff, now, limit, after }) =>
      listTickets(em, {
        ...{ ...equal, now, limit, reach: reachOf(staff, ticket) },
        ...(assignee === undefined ? {} : { assignee: staff.login }),
        ...(after === undefined ? {} : { after: { dueAt: after.at, id: after.id } }),
      }),
    place: ({ id, state: { dueAt } }) => ({ at: dueAt, id }),
    whole: async (em, record) => ({ record, ...(await readTicketRules(em, record)) }),
  },
  timeline: {
    access: 'ticket.read',
    summary: 'What happened to a ticket and what it will do by itself',
    description: '`past` oldest first, each with its rule and what a person wrote about it.',
    schema: TicketTimeline,
    // The timeline belongs to the whole package; entries about this ticket name it.
    story: ({ record }, past, { now }) => ({
      past: past.filter(({ details }) => details?.['ticket'] === record.state.id),
      next: nextOfTicket(record, now),
    }),
  },
  verbs: {
    take: {
      access: 'ticket.take',
      summary: 'Take a ticket, even from another assignee',
      description:
        'For the team, its lead and the roles that help with tickets of its type (FK-09). Taking what one has is no error.',
      body: EmptyBody,
      command: (_, by) => ({ kind: 'take', by }),
    },
    assign: {
      access: 'ticket.assign',
      summary: 'Give a ticket to a person who works such tickets',
      description: 'For the team and its lead; another login is `person-unknown`. The new assignee is notified.',
      body: AssignBody,
      command: async ({ em, one, body }, by) => ({
        kind: 'assign',
        by,
        to: await staffNamed(em, body.login, one.record),
      }),
    },
    wait: {
      access: 'ticket.wait',
      summary: 'Let a ticket wait for the customer until an instant',
      description:
        'It then falls due again. An instant that is not ahead is `due-in-past`, one more than 60 days ahead `wait-too-long` with the `latest` that is allowed.',
      body: WaitBody,
      command: ({ body }, by) => ({ kind: 'wait', by, until: toInstant(new Date(body.until)) }),
    },
    calls: {
      access: 'ticket.record-call',
      summary: 'Record a call',
      description:
        'Once for each call: a second record gets `call-already-recorded`. On a package’s ticket it moves the package on (FK-07 to FK-12, FK-15 to FK-17).',
      body: CallBody,
      words: ({ note }) => note,
      command: ({ body: { outcome } }, by, noteId) => ({ kind: 'record-call', by, outcome, noteId }),
    },
    close: {
      access: 'ticket.close',
      summary: 'Close a ticket with its result',
      description:
        'The result is mandatory and one of its type (FK-22): else `result-required`. It must be true: `paid` needs money, `scheduled` a visit ahead, `booked` the `caseId` of a package of the same contact that was booked since; else `result-untrue`. A ticket of the chase is closed once its package is paid or cancelled; before, `chase-open`.',
      body: CloseBody,
      words: ({ note }) => note,
      async command({ em, one, body: { result = null, caseId = null } }, by, noteId) {
        return { kind: 'close', by, result, caseId: await bookingNamed(em, one, caseId), noteId };
      },
    },
  },
  notes: {
    access: 'ticket.note',
    summary: 'Note something about a ticket, also a closed one',
    description: 'It is shown in the timeline. Card numbers are masked.',
    entry: ({ record: { id, process, state } }) => ({
      ...{ about: { kind: 'ticket', id }, process },
      ...{ what: 'ticket-note', details: { ticket: state.id } },
    }),
  },
});

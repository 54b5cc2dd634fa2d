import type { TSchema } from 'typebox';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { AssignBody, CallBody, CloseBody, TicketParams, TicketView, WaitBody } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { bookingNamed, moved, staffNamed } from './ticket-command.ts';

const schema = <Body extends TSchema>(summary: string, description: string, body: Body) => ({
  tags: ['tickets'],
  summary,
  description,
  params: TicketParams,
  body,
  response: { 200: Ref(TicketView), ...problems(400, 401, 403, 404, 409, 422, 503) },
});

const take = {
  config: { access: 'ticket.take' },
  schema: schema(
    'Take a ticket, whoever has it',
    'For the team, its lead and the roles that help with tickets of its type (FK-09). Taking what one has is no error.',
    NoBody,
  ),
} as const;

const assign = {
  config: { access: 'ticket.assign' },
  schema: schema(
    'Give a ticket to somebody who works such tickets',
    'For the team and its lead; anybody else is `person-unknown`. They are told.',
    AssignBody,
  ),
} as const;

const wait = {
  config: { access: 'ticket.wait' },
  schema: schema(
    'Let a ticket wait for the customer until an instant',
    'It then falls due again. An instant that is not ahead is `due-in-past`, one more than 60 days ahead `wait-too-long` with the `latest` that is allowed.',
    WaitBody,
  ),
} as const;

const call = {
  config: { access: 'ticket.record-call' },
  schema: schema(
    'Record a call',
    'Once for each call: whoever records it a second time gets `call-already-recorded`. On a package’s ticket it moves the package on (FK-07 to FK-12, FK-15 to FK-17).',
    CallBody,
  ),
} as const;

const close = {
  config: { access: 'ticket.close' },
  schema: schema(
    'Close a ticket with its result',
    'The result is mandatory and one of its type (FK-22): else `result-required`. It must be true: `paid` needs money, `scheduled` a visit ahead, `booked` the `caseId` of a package of the same contact that was booked since; else `result-untrue`. A ticket of the chase is closed once its package is paid or cancelled; before, `chase-open`.',
    CloseBody,
  ),
} as const;

export async function workRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/tickets/:id/take', take, async (request) =>
    moved(request, { commandOf: (by) => ({ kind: 'take', by }) }),
  );

  app.post('/v1/tickets/:id/assign', assign, async (request) => {
    const to = await staffNamed(request.em, request.body.login, request.ticket.record);
    return moved(request, { commandOf: (by) => ({ kind: 'assign', by, to }) });
  });

  app.post('/v1/tickets/:id/wait', wait, async (request) => {
    const until = toInstant(new Date(request.body.until));
    return moved(request, { commandOf: (by) => ({ kind: 'wait', by, until }) });
  });

  app.post('/v1/tickets/:id/calls', call, async (request) => {
    const { outcome, note } = request.body;
    return moved(request, { commandOf: (by, noteId) => ({ kind: 'record-call', by, outcome, noteId }), note });
  });

  app.post('/v1/tickets/:id/close', close, async (request) => {
    const { result = null, note } = request.body;
    const caseId = await bookingNamed(request, request.body.caseId ?? null);
    return moved(request, { commandOf: (by, noteId) => ({ kind: 'close', by, result, caseId, noteId }), note });
  });
}

// Each ticket's own case decides: one refusal does not stop the others.
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { readTicketRules, readTickets } from '../../../db/read/tickets.ts';
import { type StaffActor, staffIn } from '../../../domain/access/actor.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { type BulkCommand, bulkPreview } from '../../../domain/ticket/bulk.ts';
import { ticket as ticketProcess } from '../../../domain/ticket/process.ts';
import type { TicketCase } from '../../cases/ticket-door.ts';
import { findProgram } from '../../../programs/index.ts';
import { isOpenTo } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { BulkBody, BulkOutcome } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { OutcomeUnknownError, RefusedError } from '../../server/errors.ts';
import { partOfUpdate } from '../../server/idempotency-keys.ts';
import { resultFactsOf } from '../../views/ticket-view.ts';
import { staffNamed, ticketAsker } from './ticket-cases.ts';

const schema = (summary: string, description: string) => ({
  tags: ['tickets'],
  summary,
  description,
  body: BulkBody,
  response: { 200: BulkOutcome, ...problems(400, 401, 403, 503) },
});

const preview = {
  config: { access: 'staff' },
  schema: schema(
    'Which of many tickets a command would change; changes nothing',
    'A ticket that does not exist or that you may not see is `not-found`. One that is named twice counts once.',
  ),
} as const;

const bulk = {
  config: { access: 'staff' },
  schema: schema(
    'One command on many tickets',
    'As if it were asked of each. 503 `outcome-unknown` when one of them does not answer in time: the same request with its Idempotency-Key asks those again and tells of all.',
  ),
} as const;

// The number of cases asked at once.
const AT_ONCE = 8;

export async function bulkRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/tickets/bulk/preview', preview, async ({ em, staff, body }) => {
    const now = toInstant(app.clock.now());
    return eachOf(em, staff, body, async (ticket, by) => {
      const command = await commandOn(em, ticket, body, by);
      const { refused } = bulkPreview(
        ticket.policy,
        [{ ...ticket.record.state, id: ticket.record.id, facts: resultFactsOf(ticket, now) }],
        command,
        now,
      );
      const [first] = refused;
      if (first !== undefined) throw new RefusedError(first.refusal);
    });
  });

  app.post('/v1/tickets/bulk', bulk, async (request) => {
    const { em, staff, body } = request;
    return eachOf(em, staff, body, (ticket) => work(request, ticket));
  });
}

type Body = Static<typeof BulkBody>;

async function work({ server, updateId, staff, body }: FastifyRequest, ticket: TicketCase): Promise<void> {
  const asked = body as Body;
  const em = server.orm.em.fork();
  await ticketAsker.ask({ em, server, updateId: partOfUpdate(updateId, ticket.record.id) }, ticket, staff, {
    words: asked.command.kind === 'close' ? asked.command.note : undefined,
    async command(by, noteId) {
      const command = await commandOn(em, ticket, asked, by);
      return command.kind === 'close' ? { ...command, noteId } : command;
    },
  });
}

async function commandOn(em: Em, { record }: TicketCase, { command }: Body, by: Staff): Promise<BulkCommand> {
  switch (command.kind) {
    case 'take':
      return { kind: 'take', by };
    case 'assign':
      return { kind: 'assign', by, to: await staffNamed(em, command.login, record) };
    case 'wait':
      return { kind: 'wait', by, until: toInstant(new Date(command.until)) };
    case 'close':
      return { kind: 'close', by, result: command.result ?? null, noteId: null };
  }
}

type Outcome = Static<typeof BulkOutcome>;
type One = { ticket: string; refused: Omit<Outcome['refused'][number], 'ticket'> | null };

/** Acts on each ticket once, and says which accepted it. @throws OutcomeUnknownError after the others are done */
async function eachOf(
  em: Em,
  staff: StaffActor,
  { tickets }: Body,
  act: (ticket: TicketCase, by: Staff) => Promise<void>,
): Promise<Outcome> {
  const ids = [...new Set(tickets.map((id) => id.toLowerCase()))];
  const found = new Map<string, TicketCase>();
  for (const record of await readTickets(em, ids)) {
    const program = findProgram(record.program);
    if (program === undefined || !isOpenTo(staff, program, ticketProcess, record.scopes)) continue;
    found.set(record.id, { record, ...(await readTicketRules(em, record)) });
  }
  const outcomes: (One | OutcomeUnknownError)[] = [];
  for (let next = 0; next < ids.length; next += AT_ONCE) {
    const batch = ids.slice(next, next + AT_ONCE).map((id) => oneOf(id, found.get(id), staff, act));
    outcomes.push(...(await Promise.all(batch)));
  }
  return told(outcomes);
}

const NOT_FOUND = { code: 'not-found', detail: 'there is no such ticket, or none that you may see' };

async function oneOf(
  ticket: string,
  found: TicketCase | undefined,
  staff: StaffActor,
  act: (ticket: TicketCase, by: Staff) => Promise<void>,
): Promise<One | OutcomeUnknownError> {
  if (found === undefined) return { ticket, refused: NOT_FOUND };
  try {
    await act(found, staffIn(staff, found.record.program));
    return { ticket, refused: null };
  } catch (error) {
    if (error instanceof OutcomeUnknownError) return error;
    if (!(error instanceof RefusedError)) throw error;
    return { ticket, refused: { code: error.refusal.code, detail: error.refusal.message } };
  }
}

function told(outcomes: readonly (One | OutcomeUnknownError)[]): Outcome {
  const outcome: Outcome = { accepted: [], refused: [] };
  for (const one of outcomes) {
    if (one instanceof OutcomeUnknownError) throw one;
    if (one.refused === null) outcome.accepted.push(one.ticket);
    else outcome.refused.push({ ticket: one.ticket, ...one.refused });
  }
  return outcome;
}

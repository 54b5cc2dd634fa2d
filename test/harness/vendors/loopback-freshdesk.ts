// Freshdesk's API v2 on a loopback port, as https://developers.freshdesk.com/api/ describes it. Its search lags behind.
import { say, type VendorAnswer, vendorServer } from './vendor-server.ts';

export const API_KEY = 'freshdesk-api-key';

export type Ticket = {
  id: number;
  subject: string;
  description: string;
  status: number;
  tags: string[];
  created_at: string;
  due_by: string | null;
  custom_fields: Record<string, unknown>;
  fields: Record<string, unknown>;
};

const limits = {
  'x-freshdesk-api-version': 'latest=v2; requested=v2',
  'x-ratelimit-total': '700',
  'x-ratelimit-used-currentrequest': '1',
};
const fail = (status: number, body: unknown, headers = {}): VendorAnswer => ({
  status,
  body,
  headers: { ...limits, ...headers },
});
const invalid = (field: string, code: string, message: string, status = 400) =>
  fail(status, { description: 'Validation failed', errors: [{ field, message, code }] });
const errors = {
  tooMany: fail(
    429,
    { message: 'You have exceeded the limit of requests per hour' },
    { 'retry-after': '7', 'x-ratelimit-remaining': '0' },
  ),
  broken: fail(500, { description: 'Internal Server Error' }),
};
const notLetIn = fail(401, {
  code: 'invalid_credentials',
  message: 'You have to be logged in to perform this action.',
});

// The statuses in which its clock is stopped in a new account: pending, resolved, closed, waiting on customer.
const STOPPED = [3, 4, 5, 6];

/**
 * The refusal of due times, as in Freshdesk's own validation (helpkit's `TicketValidation`; the page gives only their
 * meaning), or `null`. For a new ticket `createdAt` is now.
 */
function unfitDueTime(fields: Record<string, unknown>, status: number, createdAt: string): VendorAnswer | null {
  const { due_by: due, fr_due_by: firstDue } = fields;
  if (due === undefined && firstDue === undefined) return null;
  if (STOPPED.includes(status)) {
    return invalid('due_by', 'incompatible_field', 'due_by and fr_due_by can’t be set when the status stops the clock');
  }
  if (due === undefined || firstDue === undefined) return invalid('due_by', 'missing_field', 'Both or none');
  if (Date.parse(String(due)) < Date.parse(createdAt)) {
    return invalid('due_by', 'invalid_value', 'It should be later than the time of creation, and than now');
  }
  return null;
}

/** The search finds a new ticket only after `searchLag` others; `now` is the server's clock. */
export async function startFreshdesk({ searchLag = 2, now = (): string => '2031-03-03T07:00:00.000Z' } = {}) {
  const server = vendorServer();
  const state = {
    tickets: [] as Ticket[],
    notes: [] as { id: number; ticketId: number; body: string; body_text: string }[],
    /** The effects of created tickets and of added notes, one entry for each. */
    accepted: [] as string[],
    /** The next creation conflicts with another one. */
    conflict: false,
    /** The search never finds anything. */
    isBlind: false,
  };
  const asked = new Map<number, number>();
  const { app } = server;
  const letIn = `Basic ${btoa(`${API_KEY}:X`)}`;
  const find = (id: unknown) => state.tickets.find((ticket) => String(ticket.id) === id);
  const ok = (status: number, body: unknown) => ({
    status,
    body,
    headers: { ...limits, 'x-ratelimit-remaining': '699' },
  });
  app.addHook('preHandler', async (request, reply) => {
    if (request.headers.authorization !== letIn) return say(reply, notLetIn);
    const { id } = request.params as { id?: string };
    if (id !== undefined && find(id) === undefined) return reply.code(404).headers(limits).send();
  });
  app.post('/api/v2/tickets', (request, reply) => {
    const fields = JSON.parse(String(request.body)) as Ticket & Record<string, unknown>;
    if (fields.subject === '') return say(reply, invalid('subject', 'missing_field', 'It should not be blank'));
    if (!('phone' in fields || 'email' in fields || 'unique_external_id' in fields)) {
      return say(reply, invalid('requester_id', 'missing_field', 'Any one of requester_id, phone, email is mandatory'));
    }
    const createdAt = now();
    const unfit = unfitDueTime(fields, fields.status, createdAt);
    if (unfit !== null) return say(reply, unfit);
    if (state.conflict) return say(reply, invalid('email', 'duplicate_value', 'It should be a unique value', 409));
    return server.effect(
      reply,
      () => {
        const ticket = {
          ...fields,
          id: state.tickets.length + 1,
          tags: fields.tags ?? [],
          created_at: createdAt,
          due_by: fields.due_by ?? null,
          fields,
        };
        state.tickets.push(ticket);
        state.accepted.push(String(fields.custom_fields['cf_careline_effect']));
        return ok(201, ticket);
      },
      errors,
    );
  });
  app.put('/api/v2/tickets/:id', (request, reply) => {
    const ticket = find((request.params as { id: string }).id) as Ticket;
    const fields = JSON.parse(String(request.body)) as Partial<Ticket>;
    const unfit = unfitDueTime(fields, fields.status ?? ticket.status, ticket.created_at);
    if (unfit !== null) return say(reply, unfit);
    const custom_fields = { ...ticket.custom_fields, ...fields.custom_fields };
    return server.effect(reply, () => ok(200, Object.assign(ticket, fields, { custom_fields })), errors);
  });
  app.get('/api/v2/tickets/:id', (request, reply) => say(reply, ok(200, find((request.params as { id: string }).id))));
  app.post('/api/v2/tickets/:id/notes', (request, reply) => {
    const { body } = JSON.parse(String(request.body)) as { body: string };
    return server.effect(
      reply,
      () => {
        const note = { id: 100 + state.notes.length, ticketId: Number((request.params as { id: string }).id) };
        const kept = { ...note, body, body_text: body.replaceAll(/<[^>]+>/g, ' ') };
        state.notes.push(kept);
        state.accepted.push(/\[careline ([\w-]+)\]/.exec(body)?.[1] ?? '');
        return ok(201, kept);
      },
      errors,
    );
  });
  app.get('/api/v2/tickets/:id/conversations', (request, reply) => {
    const { page = '1', per_page: perPage = '30' } = request.query as { page?: string; per_page?: string };
    const [from, size] = [(Number(page) - 1) * Number(perPage), Number(perPage)];
    const ofTicket = state.notes.filter(({ ticketId }) => String(ticketId) === (request.params as { id: string }).id);
    return say(reply, ok(200, ofTicket.slice(from, from + size)));
  });
  app.get('/api/v2/search/tickets', (request, reply) => {
    const [, field = '', value] = /^"(\w+):'([^']*)'"$/.exec((request.query as { query: string }).query) ?? [];
    const results = state.tickets.filter(({ id, custom_fields: fields }) => {
      if (state.isBlind || fields[field] !== value) return false;
      asked.set(id, (asked.get(id) ?? 0) + 1);
      return (asked.get(id) ?? 0) > searchLag;
    });
    return say(reply, ok(200, { total: results.length, results }));
  });
  await server.listen();
  return Object.assign(state, server);
}

// Owns how our tickets are mirrored in Freshdesk without a double: each creation carries its effect's id in a custom
// field, each note in its text; a change is the same when it is written twice. Refuses to decide what is mirrored.
import { VendorError } from '../vendor-error.ts';
import type { FreshdeskClient, FreshdeskTicket } from './freshdesk-client.ts';
import { htmlOf, type TicketChange, ticketFields, ticketOperation } from './ticket-fields.ts';

type Effect = { id: string; text: string; details: Record<string, unknown> | null; resends: number };
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused'; code: string };
type Found = Accepted | { kind: 'absent' };

export type FreshdeskTicketSettings = {
  /** The custom field that holds the effect's id; a text field that the account has to have. */
  effectField?: string;
  /** The account's number of "waiting on customer". */
  waitingStatus?: number;
  callTimeoutMs?: number;
};

export type FreshdeskTicketAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(effect: { details?: Record<string, unknown> | null }): 'resend-once' | 'same-reference';
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Above the 10 s that fetch gives to connecting, so that a connection that never came about is told as such.
const CALL_TIMEOUT_MS = 15_000;
// https://developers.freshdesk.com/api/#filter_tickets: "a few minutes" until a ticket is indexed.
const INDEXED_WITHIN_MS = 300_000;
// Put on what was sent again without knowing, so that whoever reads it in Freshdesk sees that there may be two.
const DUPLICATE_TAG = 'careline-possible-duplicate';
// New accounts have 6 for "waiting on customer"; it is the account's to change.
const WAITING_STATUS = 6;

/** An adapter for tickets and their notes. `providerRef` is the ticket's id, or the note's. `details` are a `TicketOperation`. */
export function freshdeskTicketAdapter(
  client: FreshdeskClient,
  settings: FreshdeskTicketSettings = {},
): FreshdeskTicketAdapter {
  const known = { effectField: 'cf_careline_effect', waitingStatus: WAITING_STATUS, ...settings };
  return {
    callTimeoutMs: settings.callTimeoutMs ?? CALL_TIMEOUT_MS,
    settlesWithinMs: INDEXED_WITHIN_MS,
    ifUnknown: ({ details }) => (details?.['operation'] === 'update' ? 'same-reference' : 'resend-once'),
    send: (effect, signal) => refusals(() => send(client, known, effect, signal)),
    reconcile: (effect, signal) => reconcile(client, known, effect, signal),
  };
}

type Known = { effectField: string; waitingStatus: number };

async function send(client: FreshdeskClient, known: Known, effect: Effect, signal: AbortSignal): Promise<Sent> {
  const operation = ticketOperation(effect.details);
  if (operation === null) return { kind: 'refused', code: 'details-unfit' };
  if (operation.operation === 'note') {
    return accepted(await client.addNote(operation.ticketId, htmlOf(effect.text, markOf(effect)), signal));
  }
  if (operation.operation === 'update') {
    return accepted(await client.updateTicket(operation.ticketId, ticketFields(operation, known), signal));
  }
  const { requester, subject, tags = [], customFields = {}, ...change } = operation;
  const fields = {
    ...requester,
    ...ticketFields({ status: 'open', ...change }, known),
    subject,
    description: htmlOf(effect.text),
    // Required by Freshdesk: medium, from the phone.
    priority: 2,
    source: 3,
    tags: effect.resends > 0 ? [...tags, DUPLICATE_TAG] : tags,
    custom_fields: { ...customFields, [known.effectField]: effect.id },
  };
  return accepted(await client.createTicket(fields, signal));
}

// A 400 says in its code what does not fit; who is not let in, too often or in conflict is left to whoever knows statuses.
async function refusals(sent: () => Promise<Sent>): Promise<Sent> {
  try {
    return await sent();
  } catch (error) {
    if (error instanceof VendorError && error.status === 400)
      return { kind: 'refused', code: `freshdesk-${error.code}` };
    throw error;
  }
}

function accepted({ id }: { id: number }): Accepted {
  if (!Number.isSafeInteger(id)) throw new VendorError('wrong-answer');
  return { kind: 'accepted', providerRef: String(id) };
}

async function reconcile(client: FreshdeskClient, known: Known, effect: Effect, signal: AbortSignal): Promise<Found> {
  const operation = ticketOperation(effect.details);
  if (operation === null) return { kind: 'absent' };
  if (operation.operation === 'note') {
    const notes = await client.conversations(operation.ticketId, signal);
    const ours = notes.find(({ body_text: text }) => text.includes(markOf(effect)));
    return ours === undefined ? { kind: 'absent' } : accepted(ours);
  }
  if (operation.operation === 'update') {
    const ticket = await client.readTicket(operation.ticketId, signal);
    return isAsWanted(ticket, operation, known) ? accepted(ticket) : { kind: 'absent' };
  }
  const found = await client.findByField(known.effectField, effect.id, signal);
  const ours = found.filter(({ custom_fields: fields }) => fields[known.effectField] === effect.id);
  const [oldest] = ours.toSorted((one, other) => one.id - other.id);
  return oldest === undefined ? { kind: 'absent' } : accepted(oldest);
}

function markOf({ id }: { id: string }): string {
  return `[careline ${id}]`;
}

function isAsWanted(ticket: FreshdeskTicket, change: TicketChange, known: Known): boolean {
  const {
    status = ticket.status,
    tags = ticket.tags,
    due_by: due,
    custom_fields: custom = {},
  } = ticketFields(change, known);
  return (
    ticket.status === status &&
    JSON.stringify(ticket.tags.toSorted()) === JSON.stringify(tags.toSorted()) &&
    (due === undefined || Date.parse(String(ticket.due_by)) === Date.parse(due)) &&
    Object.entries(custom).every(([name, value]) => ticket.custom_fields[name] === value)
  );
}

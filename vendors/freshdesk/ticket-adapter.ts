// Tickets are mirrored in Freshdesk without doubles: a creation has its effect's id in a custom field, a note in its
// text. Writing a change twice gives the same result.
import { VendorError } from '../vendor-error.ts';
import type { FreshdeskClient, FreshdeskTicket } from './freshdesk-client.ts';
import { type AccountFields, htmlOf, type TicketChange, ticketFields, ticketOperation } from './ticket-fields.ts';

type Values = Record<string, unknown>;
type Effect = {
  id: string;
  text: string;
  details: Values | null;
  resends: number;
  sentAt: string | null;
  evidence: Values | null;
};
type Accepted = { kind: 'accepted'; providerRef: string };
type Sent = Accepted | { kind: 'refused'; code: string };
type Found = Accepted | { kind: 'absent' } | { kind: 'undecided' };

export type FreshdeskTicketSettings = {
  /** The custom field with the effect's id; a text field that the account must have. */
  effectField?: string;
  /** The account's number for "waiting on customer". */
  waitingStatus?: number;
  /**
   * The custom field with the due time, even where Freshdesk accepts no due time; a text field that the account must
   * have.
   */
  dueField?: string;
  callTimeoutMs?: number;
};

export type FreshdeskTicketAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(effect: { details?: Values | null }): 'resend-once' | 'same-reference';
  prepare(effect: Effect, signal: AbortSignal): Promise<Values>;
  send(effect: Effect, signal: AbortSignal): Promise<Sent>;
  reconcile(effect: Effect, signal: AbortSignal): Promise<Found>;
};

// Longer than the 10 s that fetch allows for connecting, so that a failed connection is reported as one.
const CALL_TIMEOUT_MS = 15_000;
// https://developers.freshdesk.com/api/#filter_tickets: "a few minutes" until a ticket is indexed.
const INDEXED_WITHIN_MS = 300_000;
// Marks what was sent again in doubt: a reader in Freshdesk sees that there may be two.
const DUPLICATE_TAG = 'careline-possible-duplicate';
// New accounts have 6 for "waiting on customer"; an account can change it.
const WAITING_STATUS = 6;
// The allowed difference between our clock and Freshdesk's, and the time until a ticket is created: a due time within
// it counts as past.
const CLOCKS_APART_MS = 60_000;

/**
 * An adapter for tickets and their notes. `providerRef` is the id of the ticket or note. `details` are a
 * `TicketOperation`.
 */
export function freshdeskTicketAdapter(
  client: FreshdeskClient,
  settings: FreshdeskTicketSettings = {},
): FreshdeskTicketAdapter {
  const account = {
    effectField: 'cf_careline_effect',
    dueField: 'cf_careline_due',
    waitingStatus: WAITING_STATUS,
    ...settings,
  };
  return {
    callTimeoutMs: settings.callTimeoutMs ?? CALL_TIMEOUT_MS,
    settlesWithinMs: INDEXED_WITHIN_MS,
    ifUnknown: ({ details }) => (details?.['operation'] === 'update' ? 'same-reference' : 'resend-once'),
    prepare: (effect, signal) => currentTicket(client, effect, signal),
    send: (effect, signal) => refusals(() => send(client, account, effect, signal)),
    reconcile: (effect, signal) => reconcile(client, account, effect, signal),
  };
}

type Account = AccountFields & { effectField: string };

// A change needs to know when its ticket was created, and whether it was flagged as a possible duplicate.
async function currentTicket(client: FreshdeskClient, { details }: Effect, signal: AbortSignal): Promise<Values> {
  const operation = ticketOperation(details);
  if (operation?.operation !== 'update') return {};
  try {
    const { created_at: createdAt, tags } = await client.readTicket(operation.ticketId, signal);
    return { createdAt, isFlagged: tags.includes(DUPLICATE_TAG) };
  } catch (error) {
    // The ticket is gone: the change is then refused, and the ledger says so.
    if (error instanceof VendorError && error.status === 404) return {};
    throw error;
  }
}

async function send(client: FreshdeskClient, account: Account, effect: Effect, signal: AbortSignal): Promise<Sent> {
  const operation = ticketOperation(effect.details);
  if (operation === null) return { kind: 'refused', code: 'details-unfit' };
  if (operation.operation === 'note') {
    const mark = effect.resends > 0 ? `${markOf(effect)} ${DUPLICATE_TAG}` : markOf(effect);
    return accepted(await client.addNote(operation.ticketId, htmlOf(effect.text, mark), signal));
  }
  if (operation.operation === 'update') {
    const { createdAt, isFlagged } = effect.evidence ?? {};
    const change = ticketFields(operation, account, typeof createdAt === 'string' ? createdAt : null);
    const tags = change.tags === undefined ? {} : { tags: flagged(change.tags, isFlagged === true) };
    return accepted(await client.updateTicket(operation.ticketId, { ...change, ...tags }, signal));
  }
  const { requester, subject, tags = [], customFields = {}, ...change } = operation;
  const named = { ...customFields, [account.effectField]: effect.id };
  const fields = {
    ...requester,
    ...ticketFields({ status: 'open', ...change, customFields: named }, account, soonAfter(effect.sentAt)),
    subject,
    description: htmlOf(effect.text),
    // Required by Freshdesk: medium, from the phone.
    priority: 2,
    source: 3,
    tags: flagged(tags, effect.resends > 0),
  };
  return accepted(await client.createTicket(fields, signal));
}

function flagged(tags: string[], isFlagged: boolean): string[] {
  return isFlagged ? [...tags, DUPLICATE_TAG] : tags;
}

function soonAfter(sentAt: string | null): string | null {
  return sentAt === null ? null : new Date(Date.parse(sentAt) + CLOCKS_APART_MS).toISOString();
}

// The code of a 400 says what does not fit. Denied access, rate limits and conflicts are handled by HTTP status
// elsewhere.
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

// A search or a listing can prove that something exists, but never that it does not.
async function reconcile(
  client: FreshdeskClient,
  account: Account,
  effect: Effect,
  signal: AbortSignal,
): Promise<Found> {
  const operation = ticketOperation(effect.details);
  if (operation === null) return { kind: 'absent' };
  if (operation.operation === 'note') {
    const notes = await client.conversations(operation.ticketId, signal);
    const ours = notes.find(({ body_text: text }) => text.includes(markOf(effect)));
    return ours === undefined ? { kind: 'undecided' } : accepted(ours);
  }
  if (operation.operation === 'update') {
    const ticket = await client.readTicket(operation.ticketId, signal);
    return isAsWanted(ticket, operation, account) ? accepted(ticket) : { kind: 'absent' };
  }
  const found = await client.findByField(account.effectField, effect.id, signal);
  const ours = found.filter(({ custom_fields: fields }) => fields[account.effectField] === effect.id);
  const [oldest] = ours.toSorted((one, other) => one.id - other.id);
  return oldest === undefined ? { kind: 'undecided' } : accepted(oldest);
}

function markOf({ id }: { id: string }): string {
  return `[careline ${id}]`;
}

function isAsWanted(ticket: FreshdeskTicket, change: TicketChange, account: Account): boolean {
  const standing = ticket.tags.filter((tag) => tag !== DUPLICATE_TAG);
  const {
    status = ticket.status,
    tags = standing,
    due_by: due,
    custom_fields: custom = {},
  } = ticketFields(change, account, ticket.created_at);
  return (
    ticket.status === status &&
    JSON.stringify(standing.toSorted()) === JSON.stringify(tags.toSorted()) &&
    (due === undefined || Date.parse(String(ticket.due_by)) === Date.parse(due)) &&
    Object.entries(custom).every(([name, value]) => ticket.custom_fields[name] === value)
  );
}

// Owns how our words for a ticket become Freshdesk's fields. Refuses to send.
// Source: https://developers.freshdesk.com/api/#tickets

export type TicketStatus = 'open' | 'waiting-on-customer' | 'resolved' | 'closed';

/** What can be changed of a ticket; `dueAt` is an instant, RFC 3339, and needs the status; `tags` replace all that there are. */
export type TicketChange = {
  status?: TicketStatus;
  dueAt?: string;
  tags?: string[];
  customFields?: Record<string, string>;
};

/** One of these identifies the customer; a phone needs a name. */
export type TicketRequester = { phone: string; name: string } | { email: string } | { unique_external_id: string };

/** What the `details` of an effect on the help desk hold. The effect's `text` is the description or the note. */
export type TicketOperation =
  | ({ operation: 'create'; subject: string; requester: TicketRequester } & TicketChange)
  | ({ operation: 'update'; ticketId: string } & TicketChange)
  | { operation: 'note'; ticketId: string };

/** The operation that details ask for, or `null` when they ask for none. */
export function ticketOperation(details: Record<string, unknown> | null): TicketOperation | null {
  const { operation, subject, requester, ticketId } = details ?? {};
  const isCreate =
    operation === 'create' && typeof subject === 'string' && typeof requester === 'object' && requester !== null;
  const isOnTicket = (operation === 'update' || operation === 'note') && /^\d+$/.test(String(ticketId));
  return isCreate || isOnTicket ? (details as TicketOperation) : null;
}

/** What an account has of its own: its number of "waiting on customer", and the text field that holds a due time. */
export type AccountFields = { waitingStatus: number; dueField: string };

/**
 * The fields of a change; what is not changed does not occur. `createdAt` is when the ticket came to be at the help desk,
 * RFC 3339, or `null` where nobody knows. The due time always stands in the account's own field, and in Freshdesk's two
 * where it takes them: it refuses the whole change otherwise.
 */
export function ticketFields(
  { status, dueAt, tags, customFields }: TicketChange,
  { waitingStatus, dueField }: AccountFields,
  createdAt: string | null,
) {
  const statuses: Record<TicketStatus, number> = {
    open: 2,
    'waiting-on-customer': waitingStatus,
    resolved: 4,
    closed: 5,
  };
  const ours = { ...customFields, ...(dueAt === undefined ? {} : { [dueField]: dueAt }) };
  return {
    ...(status === undefined ? {} : { status: statuses[status] }),
    // Both times or none: a first response due later than the whole is refused.
    ...(dueAt !== undefined && takesDueTime(status, dueAt, createdAt) ? { due_by: dueAt, fr_due_by: dueAt } : {}),
    ...(tags === undefined ? {} : { tags }),
    ...(Object.keys(ours).length === 0 ? {} : { custom_fields: ours }),
  };
}

// `incompatible_field` where its own clock is stopped, by default in every status but open; `invalid_value` for what is
// not after the ticket's creation. Neither is on the page: known from Freshdesk's own validation.
function takesDueTime(status: TicketStatus | undefined, dueAt: string, createdAt: string | null): boolean {
  return status === 'open' && createdAt !== null && Date.parse(dueAt) > Date.parse(createdAt);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML, which is what Freshdesk takes: nothing in it is markup; lines stay lines, right to left where it is Arabic. */
export function htmlOf(text: string, mark?: string): string {
  const safe = (plain: string) =>
    plain.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replaceAll('\n', '<br>');
  return `<div dir="auto">${safe(text)}</div>${mark === undefined ? '' : `<div>${safe(mark)}</div>`}`;
}

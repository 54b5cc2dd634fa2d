// Source: https://developers.freshdesk.com/api/#tickets

export type TicketStatus = 'open' | 'waiting-on-customer' | 'resolved' | 'closed';

/**
 * The changeable parts of a ticket; `dueAt` is an instant, RFC 3339, and needs the status; `tags` replace all existing
 * ones.
 */
export type TicketChange = {
  status?: TicketStatus;
  dueAt?: string;
  tags?: string[];
  customFields?: Record<string, string>;
};

/** One of these identifies the customer; a phone needs a name. */
export type TicketRequester = { phone: string; name: string } | { email: string } | { unique_external_id: string };

/** The `details` of a help desk effect. The effect's `text` is the description or the note. */
export type TicketOperation =
  | ({ operation: 'create'; subject: string; requester: TicketRequester } & TicketChange)
  | ({ operation: 'update'; ticketId: string } & TicketChange)
  | { operation: 'note'; ticketId: string };

/** The operation in an effect's details, or `null` when there is none. */
export function ticketOperation(details: Record<string, unknown> | null): TicketOperation | null {
  const { operation, subject, requester, ticketId } = details ?? {};
  const isCreate =
    operation === 'create' && typeof subject === 'string' && typeof requester === 'object' && requester !== null;
  const isOnTicket = (operation === 'update' || operation === 'note') && /^\d+$/.test(String(ticketId));
  return isCreate || isOnTicket ? (details as TicketOperation) : null;
}

/** Account settings: its number for "waiting on customer", and the text field that holds a due time. */
export type AccountFields = { waitingStatus: number; dueField: string };

/**
 * The fields of a change; unchanged fields are left out. `createdAt` is the ticket's creation time in Freshdesk, RFC
 * 3339, or `null` when unknown. The due time is always in the account's own field. Freshdesk's two due fields get it
 * only where Freshdesk accepts it: otherwise it refuses the whole change.
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
    // Both times or none: a first response due after the whole ticket is refused.
    ...(dueAt !== undefined && takesDueTime(status, dueAt, createdAt) ? { due_by: dueAt, fr_due_by: dueAt } : {}),
    ...(tags === undefined ? {} : { tags }),
    ...(Object.keys(ours).length === 0 ? {} : { custom_fields: ours }),
  };
}

// Freshdesk answers `incompatible_field` where its own clock is stopped, by default in every status but open, and
// `invalid_value` for a time not after the ticket's creation. Neither is on the page: known from Freshdesk's own
// validation.
function takesDueTime(status: TicketStatus | undefined, dueAt: string, createdAt: string | null): boolean {
  return status === 'open' && createdAt !== null && Date.parse(dueAt) > Date.parse(createdAt);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Freshdesk takes HTML: the text is escaped, line breaks stay, and Arabic runs right to left. */
export function htmlOf(text: string, mark?: string): string {
  const safe = (plain: string) =>
    plain.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replaceAll('\n', '<br>');
  return `<div dir="auto">${safe(text)}</div>${mark === undefined ? '' : `<div>${safe(mark)}</div>`}`;
}

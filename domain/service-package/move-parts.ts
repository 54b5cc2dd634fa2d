import type { PaymentOrder, SmsOrder } from '../effect.ts';
import type { Instant } from '../calendar/instant.ts';
import type { TicketMove, TicketState } from '../ticket/state.ts';
import type { TimelineEntry } from '../timetable.ts';
import { kindOf } from './methods.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Move, PaymentRequest, ServicePackageState } from './state.ts';

export type MoveParts = Partial<Omit<Move, 'state' | 'at'>>;

/** The next version of the state, with the changed fields and tickets, and everything written with it. */
export function moveTo(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  at: Instant,
  fields: Partial<ServicePackageState>,
  parts: MoveParts,
): Move {
  const tickets = parts.tickets ?? [];
  const state: ServicePackageState = {
    ...before,
    ...fields,
    tickets: withTickets(before.tickets, tickets),
    version: before.version + 1,
    movedAt: at,
  };
  return {
    state,
    at,
    entries: parts.entries ?? [],
    sms: parts.sms ?? [],
    ...(parts.unsent === undefined || parts.unsent.length === 0 ? {} : { unsent: parts.unsent }),
    payments: parts.payments ?? [],
    tickets,
    notifies: parts.notifies ?? [],
    ledger: parts.ledger ?? [],
  };
}

function withTickets(before: readonly TicketState[], changed: readonly TicketState[]): TicketState[] {
  const fresh = changed.filter(({ id }) => before.every((ticket) => ticket.id !== id));
  return [...before.map((ticket) => changed.findLast(({ id }) => id === ticket.id) ?? ticket), ...fresh];
}

/** A timeline entry without a note. */
export function entryOf(
  at: Instant,
  what: string,
  by: string,
  rule: string | null,
  details?: TimelineEntry['details'],
): TimelineEntry {
  return details === undefined ? { at, what, by, rule } : { at, what, by, rule, details };
}

/** The part of a package's move that a ticket's change makes: the ticket, its entries and notifications. */
export function ticketParts({ state: ticket, entries, notifies }: TicketMove): MoveParts {
  return { tickets: [ticket], entries, notifies };
}

/** What the program says at a step, if it says anything there. */
type SaidAt = { text?: string; rule: string } | undefined;

/** The intent of the SMS of a step about something; none where the program says nothing. */
export function textIntents(said: SaidAt, about: string): string[] {
  return said?.text === undefined ? [] : [`${said.text}/${about}`];
}

/** The SMS of a step about something, and its timeline entry; nothing where the program says nothing. */
export function textParts(said: SaidAt, about: string, at: Instant, values: SmsOrder['values'] = {}): MoveParts {
  if (said?.text === undefined) return {};
  const sms: SmsOrder = { intent: `${said.text}/${about}`, text: said.text, values, rule: said.rule };
  return { sms: [sms], entries: [smsEntry(at, sms)] };
}

/** The timeline entry of an SMS, by its text. */
export function smsEntry(at: Instant, { intent, text, rule }: SmsOrder): TimelineEntry {
  return entryOf(at, 'sms-ordered', 'careline', rule, { text, intent });
}

/** Tells the provider that a request can no longer be paid. */
export function expiryOrder(requestId: string): PaymentOrder {
  return { kind: 'expire', intent: `expire/${requestId}`, requestId };
}

/** Closes all payable requests: there is one payable request per due amount. */
export function withoutOpenRequests(requests: readonly PaymentRequest[]): {
  paymentRequests: PaymentRequest[];
  payments: PaymentOrder[];
} {
  const open = requests.filter(({ status }) => status === 'open');
  return {
    paymentRequests: requests.map((request) =>
      request.status === 'open' ? { ...request, status: 'expired' } : request,
    ),
    payments: open.filter((one) => kindOf(one) !== 'by-hand').map(({ id }) => expiryOrder(id)),
  };
}

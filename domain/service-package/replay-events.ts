import type { Staff } from '../access/conversation-access.ts';
import { teamsOf } from '../ticket/policy.ts';
import { ticketCommandOf } from '../ticket/replay.ts';
import type { PastEvent } from '../moment.ts';
import type { PackageCommand } from './commands.ts';
import type { Receipt } from './payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import type { CorrectedStatus } from './visit-records.ts';

/** What an entry of the timeline was made by: money, a provider's answer, or a person's command. */
export type Heard =
  | { kind: 'receipt'; receipt: Receipt }
  | { kind: 'settled'; refundId: string; status: 'paid' | 'unknown' | 'refused' }
  | { kind: 'command'; command: PackageCommand };

/** The record's latest state and events, and the package at this moment of the replay. */
export type OnRecord = { recorded: ServicePackageState; events: readonly PastEvent[]; state: ServicePackageState };

type Asked = PackageCommand extends infer Command ? (Command extends unknown ? Omit<Command, 'by'> : never) : never;

/** The cause of an entry; `null` for one that the rules make themselves. Who may do it is not asked again. */
export function replayedEvents(policy: ServicePackagePolicy, event: PastEvent, record: OnRecord): Heard | null {
  const money = moneyOf(event, record);
  if (money !== null) return money;
  if (event.by === 'careline') return null;
  const by = { login: event.by, roles: everyRole(policy) };
  const onTicket = ticketCommandOf(policy.tickets, event);
  const asked: Asked | null =
    onTicket === null
      ? (visitCommandOf(event, record) ?? packageCommandOf(event, record))
      : { kind: 'ticket', ticketId: wordIn(event, 'ticket'), command: { ...onTicket, by } };
  return asked === null ? null : { kind: 'command', command: { ...asked, by } as PackageCommand & { by: Staff } };
}

function everyRole({ access, tickets }: ServicePackagePolicy): string[] {
  return [...Object.values(access).flat(), ...teamsOf(tickets).flatMap(({ team, lead }) => [team, lead])];
}

function wordIn({ details }: PastEvent, name: string): string {
  return String(details?.[name] ?? '');
}

function moneyOf(event: PastEvent, { recorded }: OnRecord): Heard | null {
  const { what, by } = event;
  if (what === 'paid' || what === 'payment-held') {
    const known = [...(recorded.payment === null ? [] : [recorded.payment]), ...recorded.heldPayments];
    const payment = known.find(({ id }) => id === event.details?.['payment']);
    if (payment === undefined) return null;
    const { id, requestId, method, amount } = payment;
    return { kind: 'receipt', receipt: { id, requestId, method, amount, by } };
  }
  const status = /^refund-(paid|unknown|refused)$/.exec(what)?.[1] as 'paid' | 'unknown' | 'refused' | undefined;
  return status === undefined ? null : { kind: 'settled', refundId: wordIn(event, 'refund'), status };
}

function visitCommandOf(event: PastEvent, { events }: OnRecord): Asked | null {
  const visitId = wordIn(event, 'visit');
  // The distance was confirmed when the visit was planned.
  const planned = (name: string) => ({ visitId, startsAt: wordIn(event, name), confirmFarAhead: true });
  switch (event.what) {
    case 'visit-added':
      return { kind: 'add-visit', ...planned('startsAt') };
    case 'visit-rescheduled':
      return { kind: 'reschedule-visit', ...planned('to') };
    case 'visit-cancelled':
      return isAlongWith(event, events, 'package-cancelled') ? null : { kind: 'cancel-visit', visitId };
    case 'visit-completed':
      return { kind: 'complete-visit', visitId };
    case 'visit-counted':
      return { kind: 'record-visit', visitId, outcome: 'counted', noteId: null };
    case 'visit-not-held':
      return { kind: 'record-visit', visitId, outcome: 'not-held', noteId: null };
    case 'visit-corrected':
      return { kind: 'correct-visit', visitId, status: wordIn(event, 'status') as CorrectedStatus, noteId: null };
    default:
      return null;
  }
}

function packageCommandOf(event: PastEvent, { recorded, events, state }: OnRecord): Asked | null {
  const [requestId, refundId, paymentId] = ['request', 'refund', 'payment'].map((name) => wordIn(event, name));
  const noteId = null;
  switch (event.what) {
    case 'payment-requested':
      return state.paymentRequests.some(({ id }) => id === requestId) ? null : askedToPay(recorded, requestId ?? '');
    case 'not-collected':
      return { kind: 'not-collected', requestId: requestId ?? '', noteId };
    case 'package-cancelled':
      return { kind: 'cancel', refundId: refundAt(recorded, event) };
    case 'return-decided':
      return { kind: 'decide-payment', paymentId: paymentId ?? '', decision: 'refund', refundId: refundId ?? '' };
    case 'revived':
      // Money that was asked for in the last call revives without a decision.
      return isAlongWith(event, events, 'payment-held')
        ? null
        : { kind: 'decide-payment', paymentId: paymentId ?? '', decision: 'revive', refundId: '' };
    case 'refund-approved':
      return { kind: 'approve-refund', refundId: refundId ?? '' };
    case 'refund-declined':
      return { kind: 'decline-refund', refundId: refundId ?? '', noteId };
    case 'refund-resubmitted':
      return { kind: 'resubmit-refund', refundId: refundId ?? '', noteId };
    case 'refund-handed-out':
      return { kind: 'hand-out-refund', refundId: refundId ?? '', noteId };
    default:
      return null;
  }
}

function askedToPay({ paymentRequests }: ServicePackageState, requestId: string): Asked | null {
  const request = paymentRequests.find(({ id }) => id === requestId);
  if (request === undefined) return null;
  const { method, collectAt = null } = request;
  const collection = collectAt === null ? null : { at: collectAt, addressNoteId: null };
  return { kind: 'request-payment', requestId, method, collection };
}

/** The refund that a cancellation prepared. Without money to give back there is none, and any id will do. */
function refundAt({ refunds }: ServicePackageState, { at }: PastEvent): string {
  return refunds.find((refund) => refund.at === at && refund.why !== 'held-payment')?.id ?? `cancellation/${at}`;
}

/** True when the same move left another entry as well. */
function isAlongWith({ at }: PastEvent, events: readonly PastEvent[], what: string): boolean {
  return events.some((event) => event.at === at && event.what === what);
}

// Owns what people ask of a package and why it may be refused. Refuses to change anything: that is `moves.ts`.
import type { Staff } from '../access/conversation-access.ts';
import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TicketCommand } from '../ticket/commands.ts';
import { refusalOfPackageAction } from './access.ts';
import { refusalOfPackageTicket } from './calls.ts';
import { refusalOfCancellation } from './cancellation.ts';
import { refusalOfNotCollected } from './collection.ts';
import { type Decision, refusalOfDecision } from './held-payments.ts';
import { type AskedPayment, refusalOfRequest } from './payment-requests.ts';
import type { PackageAction, ServicePackagePolicy } from './policy.ts';
import { refusalOfRefundStatus, type SaidOfRefund } from './refund-decisions.ts';
import { refusalOfApproval, refusalOfSettlement } from './refunds.ts';
import type { ServicePackageState } from './state.ts';
import { refusalOfVisitCommand, type VisitCommand } from './visit-refusals.ts';

/** A person's wish. Ids of what is new are made by whoever asks, so that asking twice is asking once. */
export type PackageCommand = { by: Staff } & (
  | VisitCommand
  | ({ kind: 'request-payment' } & AskedPayment)
  | { kind: 'collect-cash'; requestId: string }
  | { kind: 'not-collected'; requestId: string; noteId: string | null }
  | ({ kind: 'decide-payment' } & Decision)
  | { kind: 'cancel'; refundId: string }
  | { kind: 'approve-refund'; refundId: string }
  | { kind: 'settle-refund'; refundId: string; status: 'paid' | 'refused' }
  | ({ kind: 'decline-refund' | 'resubmit-refund' | 'hand-out-refund' } & SaidOfRefund)
  /** The ticket's own rules say who may; `by` is the same person. */
  | { kind: 'ticket'; ticketId: string; command: TicketCommand }
);

/** The action of the access table that each command needs; approving is asked in an order of its own. */
const ACTIONS = {
  'add-visit': 'change-visits',
  'reschedule-visit': 'change-visits',
  'cancel-visit': 'change-visits',
  'complete-visit': 'complete-visit',
  'record-visit': 'complete-visit',
  'correct-visit': 'correct-visit',
  'request-payment': 'request-payment',
  'collect-cash': 'collect-cash',
  'not-collected': 'collect-cash',
  'decide-payment': 'decide-payment',
  cancel: 'cancel',
  'approve-refund': 'approve-refund',
  'settle-refund': 'settle-refund',
  'decline-refund': 'approve-refund',
  'resubmit-refund': 'cancel',
  'hand-out-refund': 'settle-refund',
} as const satisfies Record<Exclude<PackageCommand['kind'], 'ticket'>, PackageAction>;

/**
 * Why a command is refused in this state, or `null`. Access is asked first; only that nobody approves what they prepared
 * is said before, to whoever prepared it.
 */
export function refusalOfCommand(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: PackageCommand,
  now: Instant,
): Refusal | null {
  if (command.kind === 'ticket') return refusalOfPackageTicket(policy, state, command, now);
  const denied = refusalOfPackageAction(policy, actionOf(command), command.by);
  switch (command.kind) {
    case 'request-payment':
      return denied ?? refusalOfRequest(policy, state, command, now);
    case 'not-collected':
      return denied ?? refusalOfNotCollected(state, command.requestId);
    case 'collect-cash':
      return denied ?? refusalOfCollecting(state, command.requestId);
    case 'decide-payment':
      return denied ?? refusalOfDecision(state, command);
    case 'cancel':
      return denied ?? refusalOfCancellation(policy, state, now);
    case 'approve-refund':
      return refusalOfApprover(state, command.refundId, command.by) ?? denied ?? approvable(state, command);
    case 'settle-refund':
      return denied ?? refusalOfSettlement(state, command.refundId);
    case 'decline-refund':
      return denied ?? refusalOfRefundStatus(state, command.refundId, ['awaiting-approval', 'refused']);
    case 'resubmit-refund':
      return denied ?? refusalOfRefundStatus(state, command.refundId, ['declined']);
    case 'hand-out-refund':
      return denied ?? refusalOfRefundStatus(state, command.refundId, ['to-hand-out']);
    default:
      return denied ?? refusalOfVisitCommand(policy, state, command, now);
  }
}

// That the centre did not come is for the lead to say, as a correction is.
function actionOf(command: Exclude<PackageCommand, { kind: 'ticket' }>): PackageAction {
  return command.kind === 'record-visit' && command.outcome === 'not-held' ? 'correct-visit' : ACTIONS[command.kind];
}

function refusalOfApprover(state: ServicePackageState, refundId: string, { login }: Staff): Refusal | null {
  const found = refusalOfApproval(state, refundId, login);
  return found?.code === 'second-person-required' ? found : null;
}

function approvable(state: ServicePackageState, { refundId, by }: { refundId: string; by: Staff }): Refusal | null {
  return refusalOfApproval(state, refundId, by.login);
}

// What was taken at the door is money, also where the package was paid otherwise or cancelled meanwhile: then it is held.
function refusalOfCollecting(state: ServicePackageState, requestId: string): Refusal | null {
  const request = state.paymentRequests.find(({ id }) => id === requestId);
  if (request === undefined) throw new RangeError(`the package has no payment request ${requestId}`);
  if (request.method !== 'cash') return refusal('not-cash', 'only cash is collected at the door');
  return request.status === 'paid' ? refusal('already-paid', 'the package is paid') : null;
}

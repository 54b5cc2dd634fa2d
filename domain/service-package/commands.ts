import type { Staff } from '../access/conversation-access.ts';
import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TicketCommand } from '../ticket/commands.ts';
import { refusalOfPackageAction } from './access.ts';
import { refusalOfPackageTicket } from './calls.ts';
import { refusalOfCancellation } from './cancellation.ts';
import { refusalOfNotCollected } from './collection.ts';
import { type Decision, refusalOfDecision } from './held-payments.ts';
import { isTakenByPeople, kindOf } from './methods.ts';
import { type AskedPayment, refusalOfRequest } from './payment-requests.ts';
import type { PackageAction, ServicePackagePolicy } from './policy.ts';
import { refusalOfRefundStatus, type RefundStatement } from './refund-decisions.ts';
import { refusalOfApproval, refusalOfSettlement } from './refunds.ts';
import type { ServicePackageState } from './state.ts';
import { refusalOfVisitCommand, type VisitCommand } from './visit-refusals.ts';

/** A person's command. The caller makes the ids of new things, so a repeated command changes nothing. */
export type PackageCommand = { by: Staff } & (
  | VisitCommand
  | ({ kind: 'request-payment' } & AskedPayment)
  | { kind: 'collect-cash'; requestId: string }
  | { kind: 'not-collected'; requestId: string; noteId: string | null }
  | ({ kind: 'decide-payment' } & Decision)
  | { kind: 'cancel'; refundId: string }
  | { kind: 'approve-refund'; refundId: string }
  | { kind: 'settle-refund'; refundId: string; status: 'paid' | 'refused' }
  | ({ kind: 'decline-refund' | 'resubmit-refund' | 'hand-out-refund' } & RefundStatement)
  /** The ticket's own rules decide who may; `by` is the same person. */
  | { kind: 'ticket'; ticketId: string; command: TicketCommand }
);

/** The action in the access table that each command needs. Approving checks it after the second-person rule. */
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
 * Why a command is refused in this state, or `null`. Access is checked first. One rule comes before it: people who
 * prepared a refund are told that they cannot approve it.
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

// Only the lead reports that the team did not come; the right is the one for corrections.
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

// Cash taken at the door is money, even if the package was paid another way or cancelled in the meantime: then it is
// held.
function refusalOfCollecting(state: ServicePackageState, requestId: string): Refusal | null {
  const request = state.paymentRequests.find(({ id }) => id === requestId);
  if (request === undefined) throw new RangeError(`the package has no payment request ${requestId}`);
  if (!isTakenByPeople(kindOf(request))) return refusal('not-cash', 'a provider reports this money, not a person');
  return request.status === 'paid' ? refusal('already-paid', 'the package is paid') : null;
}

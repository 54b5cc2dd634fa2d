import type { Instant } from '../calendar/instant.ts';
import { movesOfPackageTicket } from './calls.ts';
import { cancel } from './cancellation.ts';
import { notCollected } from './collection.ts';
import type { PackageCommand } from './commands.ts';
import { decide } from './held-payments.ts';
import { requestPayment } from './payment-requests.ts';
import { cashReceipt, receivePayment } from './payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { decline, handOut, resubmit } from './refund-decisions.ts';
import { approve, refundOf, settle } from './refunds.ts';
import type { Move, ServicePackageState } from './state.ts';
import { addVisit, cancelVisit, rescheduleVisit } from './visit-moves.ts';
import { correctVisit, recordVisit } from './visit-records.ts';

/**
 * Carries out a command that is not refused. The moves are decided together and come in the order of writing; none if
 * the command changes nothing.
 */
export function movesOfCommand(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: PackageCommand,
  at: Instant,
): Move[] {
  const { login } = command.by;
  switch (command.kind) {
    case 'request-payment':
      return isKnown(state.paymentRequests, command.requestId)
        ? []
        : [requestPayment(policy, state, command, login, at)];
    case 'collect-cash':
      return receivePayment(policy, state, cashReceipt(state, command.requestId, login), at);
    case 'not-collected':
      return [notCollected(policy, state, command, login, at)];
    case 'decide-payment':
      return decide(policy, state, command, login, at);
    case 'add-visit':
    case 'reschedule-visit':
    case 'cancel-visit':
    case 'complete-visit':
    case 'record-visit':
    case 'correct-visit':
      return movesOfVisit(policy, state, command, at);
    case 'cancel':
      return [cancel(policy, state, command.refundId, login, at)];
    case 'approve-refund':
    case 'settle-refund':
    case 'decline-refund':
    case 'resubmit-refund':
    case 'hand-out-refund':
      return movesOfRefund(policy, state, command, at);
    case 'ticket':
      return movesOfPackageTicket(policy, state, command, at);
  }
}

function movesOfVisit(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: Extract<PackageCommand, { kind: `${string}-visit` }>,
  at: Instant,
): Move[] {
  const { login } = command.by;
  switch (command.kind) {
    case 'add-visit':
      return isKnown(state.visits, command.visitId) ? [] : addVisit(policy, state, command, login, at);
    case 'reschedule-visit':
      return rescheduleVisit(policy, state, command, login, at);
    case 'cancel-visit':
      return cancelVisit(policy, state, command.visitId, login, at);
    case 'complete-visit':
      return recordVisit(policy, state, { ...command, outcome: 'completed', noteId: null }, login, at);
    case 'record-visit':
      return recordVisit(policy, state, command, login, at);
    case 'correct-visit':
      return correctVisit(policy, state, command, login, at);
  }
}

type RefundCommand = Extract<PackageCommand, { kind: `${string}-refund` }>;

function movesOfRefund(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  command: RefundCommand,
  at: Instant,
): Move[] {
  const { login } = command.by;
  switch (command.kind) {
    case 'approve-refund':
      return [approve(policy, state, command.refundId, login, at)];
    case 'settle-refund': {
      const { attempt } = refundOf(state, command.refundId);
      return settle(policy, state, { ...command, attempt }, login, at);
    }
    case 'decline-refund':
      return [decline({ ...command, policy, before: state, by: login, at })];
    case 'resubmit-refund':
      return [resubmit({ ...command, policy, before: state, by: login, at })];
    case 'hand-out-refund':
      return [handOut({ ...command, policy, before: state, by: login, at })];
  }
}

// A repeated id is the same command.
function isKnown(things: readonly { id: string }[], id: string): boolean {
  return things.some((thing) => thing.id === id);
}

import type { Instant } from '../calendar/instant.ts';
import { refundPaid } from '../ledger/movements.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { decisionDue, tellsDeciders } from './money-tasks.ts';
import { entryOf, moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { refundOf, withRefund } from './refunds.ts';
import type { Move, Refund, ServicePackageState } from './state.ts';

/** A person's statement about a refund; `noteId` is their text. */
export type RefundStatement = { refundId: string; noteId: string | null };

/** A person's decision on a refund: its policy, the state before it, the person and the time. */
export type RefundDecision = RefundStatement & {
  policy: ServicePackagePolicy;
  before: ServicePackageState;
  by: string;
  at: Instant;
};

/** Why a refund is not in a status that a decision needs, or `null`. */
export function refusalOfRefundStatus(
  state: ServicePackageState,
  refundId: string,
  needed: readonly Refund['status'][],
): Refusal | null {
  const { status } = refundOf(state, refundId);
  return needed.includes(status)
    ? null
    : refusal('refund-decided', `it is not ${needed.join(' or ')}`, { refundStatus: status });
}

/** FK-21: the second person declines: the refund returns to its preparer. */
export function decline(decision: RefundDecision): Move {
  const { policy, before, refundId, at } = decision;
  const refund = refundOf(before, refundId);
  const declined: Refund = { ...refund, status: 'declined', approvedBy: null, ...decisionDue(policy, at) };
  return decided(decision, 'refund-declined', declined, [
    { kind: 'refund-declined', ticket: refundId, roles: [], login: refund.preparedBy },
  ]);
}

/** The preparer or a colleague asks for approval again, with the missing information. */
export function resubmit(decision: RefundDecision): Move {
  const { policy, before, refundId, by, at } = decision;
  // The person who resubmits it becomes its preparer, so the approver must be someone else.
  const asked: Refund = {
    ...refundOf(before, refundId),
    status: 'awaiting-approval',
    preparedBy: by,
    ...decisionDue(policy, at),
  };
  return decided(decision, 'refund-resubmitted', asked, tellsDeciders(policy, 'approve-refund', refundId));
}

/** The customer got cash: the refund is paid. The note is the reference of its receipt. */
export function handOut(decision: RefundDecision): Move {
  const { policy, before, refundId, noteId, at } = decision;
  const refund = refundOf(before, refundId);
  const paid: Refund = { ...refund, status: 'paid', referenceNoteId: noteId, dueAt: null };
  const rule = policy.rules['refund-settled'];
  const move = decided(decision, 'refund-handed-out', paid, []);
  return { ...move, ledger: [refundPaid({ subject: refundId, at, rule }, refund.amount)] };
}

function decided(
  { policy, before, noteId, by, at }: RefundDecision,
  what: string,
  refund: Refund,
  notifies: Move['notifies'],
): Move {
  const details = { refund: refund.id, ...refund.amount };
  const entry = entryOf(at, what, by, policy.rules['refund-settled'], details);
  const entries = [noteId === null ? entry : { ...entry, noteId }];
  return moveTo(policy, before, at, { refunds: withRefund(before, refund) }, { entries, notifies });
}

// Owns the names by which a package's workflow is addressed: its id, updates, signal, query, input, activities. Holds no rule.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { PaymentOrder, SmsOrder } from '../../domain/effect.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PackageCommand } from '../../domain/service-package/commands.ts';
import type { Receipt } from '../../domain/service-package/payments.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import type { Move, ServicePackageState } from '../../domain/service-package/state.ts';
import type { Assignment } from '../../domain/ticket/distribution.ts';
import type { NextStep, Todo } from '../../domain/timetable.ts';
import type { RecordedOtherwise } from '../shared/move-writer.ts';

/** `service-package/<program>/<package id>`: readable, and free of anything about the customer. */
export function servicePackageWorkflowId(program: string, packageId: string): string {
  return `service-package/${program}/${packageId}`;
}

/** The workflow's type, as the outbox and the Temporal UI name it. */
export const SERVICE_PACKAGE_WORKFLOW = 'servicePackage';

/** What the house owes outside for one move; each is done once, by its intent. */
export type Owed = {
  sms: readonly SmsOrder[];
  payments: readonly PaymentOrder[];
  /** Keys of tickets that the help desk has to hear of, each with the version that it was. */
  tickets: readonly { key: string; version: number }[];
};

/**
 * What a package's workflow starts with. State and policy are read from its record: it can begin anew at any time, which
 * money for a package that is long over makes it do.
 */
export type ServicePackageInput = ForPackage;

/** A command and when the person asked, by the API's clock. */
export type AskedPackageCommand = { command: PackageCommand; askedAt: Instant };

const commandUpdate = <Name extends string>(name: Name) => defineUpdate<void, [AskedPackageCommand], Name>(name);

/** The update of each command. Refused ones fail with an ApplicationFailure whose type is the refusal's code. */
export const servicePackageUpdates = {
  'add-visit': commandUpdate('addVisit'),
  'reschedule-visit': commandUpdate('rescheduleVisit'),
  'cancel-visit': commandUpdate('cancelVisit'),
  'complete-visit': commandUpdate('completeVisit'),
  'record-visit': commandUpdate('recordVisit'),
  'correct-visit': commandUpdate('correctVisit'),
  'request-payment': commandUpdate('requestPayment'),
  'collect-cash': commandUpdate('collectCash'),
  'not-collected': commandUpdate('notCollected'),
  'decide-payment': commandUpdate('decidePayment'),
  cancel: commandUpdate('cancelPackage'),
  'approve-refund': commandUpdate('approveRefund'),
  'settle-refund': commandUpdate('settleRefund'),
  'decline-refund': commandUpdate('declineRefund'),
  'resubmit-refund': commandUpdate('resubmitRefund'),
  'hand-out-refund': commandUpdate('handOutRefund'),
  ticket: commandUpdate('workTicket'),
} as const satisfies Record<PackageCommand['kind'], unknown>;

/** A receipt and when the house took notice of it. By hand: `{"receipt": {"id", "requestId", "method", "amount", "by"}, "at"}`. */
export type ReceivedPayment = { receipt: Receipt; at: Instant };

/** Money has arrived: a provider's webhook, kept in the inbox, says so. Twice is once. */
export const paymentReceived = defineSignal<[ReceivedPayment]>('paymentReceived');

/** The notice of money as the outbox carries it: once for each receipt, and a package whose workflow has ended begins anew. */
export function paymentNotice(
  { packageId, program }: { packageId: string; program: string },
  received: ReceivedPayment,
) {
  const start = { name: SERVICE_PACKAGE_WORKFLOW, input: { packageId, program } satisfies ServicePackageInput };
  return {
    key: `payment/${received.receipt.id}`,
    kind: 'signal' as const,
    workflowId: servicePackageWorkflowId(program, packageId),
    payload: { name: paymentReceived.name, input: received, start },
  };
}

type SettleRefund = Extract<PackageCommand, { kind: 'settle-refund' }>;

/** What a provider, asked again by a person, has said of a refund in doubt, as the outbox carries it. */
export function refundSettlement(
  { packageId, program }: { packageId: string; program: string },
  command: Omit<SettleRefund, 'kind'>,
  askedAt: Instant,
) {
  const input: AskedPackageCommand = { command: { kind: 'settle-refund', ...command }, askedAt };
  return {
    key: `settle-refund/${command.refundId}/${askedAt}`,
    kind: 'update' as const,
    workflowId: servicePackageWorkflowId(program, packageId),
    payload: { name: servicePackageUpdates['settle-refund'].name, input },
  };
}

/** What happens next and what people have to do; may be asked by hand from the Temporal UI. */
export type PackageOutlook = { stage: string; nextAction: NextStep | null; next: NextStep[]; todo: Todo[] };
export const packageTimetableQuery = defineQuery<PackageOutlook>('timetable');

/** What a package owes outside when its process begins or hears that the record has gone another way. */
export type OwedByRecord = Pick<Owed, 'sms' | 'payments'>;

/** `owed` is absent in what was read before 2026-11-26. */
export type PackageRecord = { policy: ServicePackagePolicy; state: ServicePackageState; owed?: OwedByRecord };

/** What the record holds in place of a move, and what that owes. */
export type PackageRecordedOtherwise = RecordedOtherwise<ServicePackageState> & { owed?: OwedByRecord };

/** Moves to be written together. `updateId` is set when a person asked: a repeated request finds its outcome by it. */
export type PackageMovesRecord = {
  packageId: string;
  program: string;
  moves: readonly Move[];
  updateId: string | null;
};

/** Which package an effect is for. */
export type ForPackage = { packageId: string; program: string };

/** What became of a refund, as its provider says. */
export type RefundOutcome = { status: 'paid' | 'unknown' | 'refused' };

/** Activities on our own database; implemented in `activities/package-records.ts`. */
export type PackageRecordActivities = {
  loadPackage(which: ForPackage): Promise<PackageRecord>;
  /** All or none; answers when the record has gone another way. */
  recordPackageMoves(record: PackageMovesRecord): Promise<PackageRecordedOtherwise | undefined>;
  /** To whom tickets that nobody has are given: for each ticket's key the person, none for an empty team. */
  chooseAssignees(
    asked: ForPackage & { tickets: readonly { key: string; type: string }[]; at: Instant },
  ): Promise<Assignment[]>;
};

type EffectOf<Kind extends PaymentOrder['kind']> = ForPackage & { order: Extract<PaymentOrder, { kind: Kind }> };

/** Activities that leave the house, through the effect ledger; implemented in `activities/package-effects.ts`. */
export type PackageEffectActivities = {
  sendSms(effect: ForPackage & { order: SmsOrder; requestId: string | null }): Promise<void>;
  /** Whether the customer has something to pay with: a link, a code, a collection. */
  openPaymentRequest(effect: EffectOf<'request'>): Promise<{ opened: boolean }>;
  expirePaymentRequest(effect: EffectOf<'expire'>): Promise<void>;
  payRefund(effect: EffectOf<'refund'>): Promise<RefundOutcome>;
};

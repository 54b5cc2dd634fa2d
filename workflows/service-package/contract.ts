import type { Instant } from '../../domain/calendar/instant.ts';
import type { PackageCommand } from '../../domain/service-package/commands.ts';
import { type ReceivedPayment, servicePackage } from '../../domain/service-package/process.ts';
import { type CaseId, contractOf } from '../contract.ts';

export const packageContract = contractOf(servicePackage);

/**
 * The outbox entry for money that has arrived, one per receipt. By hand from the Temporal UI it is the signal
 * `paymentReceived`: `{"receipt": {"id", "requestId", "method", "amount", "by"}, "at"}`.
 */
export function paymentNotice(which: CaseId, received: ReceivedPayment) {
  return packageContract.tell(which, 'paymentReceived', received, `payment/${received.receipt.id}`);
}

type SettleRefund = Extract<PackageCommand, { kind: 'settle-refund' }>;

/** The outbox entry for a provider's answer about a refund in doubt, after a person had the provider asked again. */
export function refundSettlement(which: CaseId, command: Omit<SettleRefund, 'kind'>, askedAt: Instant) {
  const asked = { command: { kind: 'settle-refund', ...command }, askedAt } as const;
  return packageContract.ask(which, asked, { key: `settle-refund/${command.refundId}/${askedAt}` });
}

// Owns the doing of what a package's moves owe outside: each in its own time, none in the way of the process. Refuses to
// decide what is owed.
import { proxyActivities } from '@temporalio/workflow';
import type { Move, PaymentOrder } from '../../domain/service-package/state.ts';
import { outsideSystem } from '../shared/retry-policies.ts';
import { Mirror } from '../ticket/mirror.ts';
import type { ForPackage, Owed, PackageEffectActivities, RefundOutcome } from './contract.ts';

const effects = proxyActivities<PackageEffectActivities>(outsideSystem);

/** What became of a refund that was asked for. */
export type SettleRefund = (order: Extract<PaymentOrder, { kind: 'refund' }>, outcome: RefundOutcome) => Promise<void>;

/** What a move owes. */
export function owedBy({ sms, payments, tickets }: Pick<Move, 'sms' | 'payments' | 'tickets'>): Owed {
  return { sms, payments, tickets: tickets.map(({ id: key, version }) => ({ key, version })) };
}

/** Effects under way. A provider that is away for days holds up nothing but its own effect. */
export class OwedEffects {
  private underWay = 0;
  // What is owed again while it is being done: the ledger would do it once, and the case needs to wait for it once.
  private readonly begun = new Set<string>();
  private readonly mirror: Mirror;
  private readonly which: ForPackage;
  private readonly settleRefund: SettleRefund;

  constructor(which: ForPackage, settleRefund: SettleRefund) {
    this.which = which;
    this.mirror = new Mirror({ caseId: which.packageId, program: which.program });
    this.settleRefund = settleRefund;
  }

  get none(): boolean {
    return this.underWay === 0 && this.mirror.isUpToDate;
  }

  perform({ sms, payments, tickets }: Owed): void {
    for (const order of payments.filter((one) => this.isNew(one))) this.track(this.pay(order));
    for (const order of sms.filter((one) => this.isNew(one))) {
      this.track(effects.sendSms({ ...this.which, order, requestId: null }));
    }
    for (const ticket of tickets) this.mirror.tell(ticket);
  }

  private isNew({ intent }: { intent: string }): boolean {
    const isNew = !this.begun.has(intent);
    this.begun.add(intent);
    return isNew;
  }

  /** Counts anything that the process must not end before. */
  track(work: Promise<void>): void {
    this.underWay += 1;
    void work.finally(() => {
      this.underWay -= 1;
    });
  }

  private async pay(order: PaymentOrder): Promise<void> {
    if (order.kind === 'expire') return effects.expirePaymentRequest({ ...this.which, order });
    if (order.kind === 'refund') return this.settleRefund(order, await effects.payRefund({ ...this.which, order }));
    const { opened } = await effects.openPaymentRequest({ ...this.which, order });
    if (!opened || order.sms === null) return;
    // FK-01, FK-13: the link or code goes out once the provider has given it; the text is filled in where it leaves.
    const sms = { intent: `${order.sms.text}/${order.requestId}`, values: {}, ...order.sms };
    await effects.sendSms({ ...this.which, order: sms, requestId: order.requestId });
  }
}

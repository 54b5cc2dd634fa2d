import { proxyActivities } from '@temporalio/workflow';
import type { Effect, EffectOutcome } from '../domain/effect.ts';
import type { CaseOf } from './contract.ts';
import type { EffectActivities } from './effect-activities.ts';
import { mailServer, outsideSystem } from './shared/retry-policies.ts';

const activities = proxyActivities<EffectActivities>(outsideSystem);
const { sendMail } = proxyActivities<EffectActivities>(mailServer);

/** Called with the outcome of an effect that its case waits for. */
export type OnSettled = (effect: Effect, outcome: EffectOutcome) => Promise<void>;

type PaymentEffect = Extract<Effect, { channel: 'payment' }>;

/** The effects under way. A provider outage of days delays only its own effect. */
export class CaseEffects {
  private underWay = 0;
  // An effect may be asked for again while it is under way. The ledger performs it once, so the case waits for it once.
  private readonly begun = new Set<string>();
  // The help desk gets the versions of one ticket in order.
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly which: CaseOf;
  private readonly onSettled: OnSettled;

  constructor(which: CaseOf, onSettled: OnSettled) {
    this.which = which;
    this.onSettled = onSettled;
  }

  get none(): boolean {
    return this.underWay === 0;
  }

  perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.channel === 'helpdesk') this.mirror(effect);
      else if (this.isNew(effect.order.intent)) this.track(this.send(effect));
    }
  }

  /** Counts work that must finish before the case may end. */
  track(work: Promise<void>): void {
    this.underWay += 1;
    void work.finally(() => {
      this.underWay -= 1;
    });
  }

  private isNew(intent: string): boolean {
    const isNew = !this.begun.has(intent);
    this.begun.add(intent);
    return isNew;
  }

  private mirror({ key, version }: Extract<Effect, { channel: 'helpdesk' }>): void {
    const before = this.lanes.get(key) ?? Promise.resolve();
    const now = before.then(() => activities.mirrorTicket({ ...this.which, key, version }));
    this.lanes.set(key, now);
    this.track(now);
  }

  private async send(effect: Exclude<Effect, { channel: 'helpdesk' }>): Promise<void> {
    if (effect.channel === 'payment') return this.pay(effect);
    if (effect.channel === 'mail') {
      return this.onSettled(effect, await sendMail({ ...this.which, order: effect.order }));
    }
    const { order, requestId } = effect;
    return activities.sendSms({ ...this.which, order, requestId });
  }

  private async pay(effect: PaymentEffect): Promise<void> {
    const { order } = effect;
    if (order.kind === 'expire') return activities.expirePaymentRequest({ ...this.which, order });
    if (order.kind === 'refund') {
      return this.onSettled(effect, await activities.payRefund({ ...this.which, order }));
    }
    const { opened } = await activities.openPaymentRequest({ ...this.which, order });
    if (!opened || order.sms === null) return;
    // FK-01, FK-13: the link or code goes out once the provider has given it; the text is filled in when it is sent.
    const sms = { intent: `${order.sms.text}/${order.requestId}`, values: {}, ...order.sms };
    await activities.sendSms({ ...this.which, order: sms, requestId: order.requestId });
  }
}

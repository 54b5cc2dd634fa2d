// A refund carries no effect id, but its payment does, so each effect of the adapters' contract gets its own payment.
import type { EffectAdapter } from '../../../activities/effects/adapter.ts';
import type { LedgerEffect } from '../../../db/write/effect-row.ts';

/** An adapter whose effects have the details of their own payment. `pay` makes one and is called once per effect. */
export function withOwnPayment(
  adapter: EffectAdapter,
  pay: (effectId: string) => Record<string, unknown>,
): EffectAdapter {
  const payments = new Map<string, Record<string, unknown>>();
  const own = (effect: LedgerEffect): LedgerEffect => {
    const details = payments.get(effect.id) ?? pay(effect.id);
    payments.set(effect.id, details);
    return { ...effect, details };
  };
  const { prepare } = adapter;
  return {
    ...adapter,
    ...(prepare === undefined ? {} : { prepare: (effect, signal) => prepare(own(effect), signal) }),
    send: (effect, signal) => adapter.send(own(effect), signal),
    reconcile: (effect, signal) => adapter.reconcile(own(effect), signal),
  };
}

import type { Em } from '../db/orm.ts';
import { settledIntents, unsentSms } from '../db/read/owed-effects.ts';
import { servicePackageNamed } from '../db/read/service-packages.ts';
import { planEffect, withdrawEffect } from '../db/write/effect-ledger.ts';
import type { ServicePackagePolicy } from '../domain/service-package/policy.ts';
import { effectsOrdered } from '../domain/service-package/process.ts';
import type { Move, ServicePackageState } from '../domain/service-package/state.ts';
import { requestsToEnd, unfinishedPayments } from '../domain/service-package/unfinished.ts';
import type { Effect } from '../domain/effect.ts';
import type { Adapters } from './adapters.ts';
import { effectFor, smsEffect, smsOrderOf } from './package-effect-plans.ts';

/**
 * Plans the SMS of moves, and withdraws SMS that must no longer be sent and have not left. It must run in the
 * transaction that writes the moves, so both are written or neither.
 */
export async function orderSms(
  em: Em,
  { sms }: Pick<Adapters, 'sms'>,
  packageId: string,
  moves: readonly Pick<Move, 'sms' | 'at' | 'unsent'>[],
): Promise<void> {
  const ordered = moves.flatMap((move) => move.sms.map((order) => ({ order, at: move.at })));
  const unsent = moves.flatMap((move) => (move.unsent ?? []).map((intent) => ({ intent, at: move.at })));
  if (ordered.length === 0 && unsent.length === 0) return;
  const record = await servicePackageNamed(em, packageId);
  for (const { order, at } of ordered) {
    const effect = smsEffect(record, order, null);
    await planEffect(em, { ...effect, ifUnknown: sms.ifUnknown(effect) }, at);
  }
  for (const { intent, at } of unsent) await withdrawEffect(em, effectFor(record, intent), 'not-wanted', at);
}

/**
 * A package's pending effects, by its record and the ledger. The ledger performs each once, even if it was begun
 * before.
 */
export async function owedByRecord(
  em: Em,
  { packageId, policy, state }: { packageId: string; policy: ServicePackagePolicy; state: ServicePackageState },
): Promise<Effect[]> {
  const ends = requestsToEnd(state);
  const ended = await settledIntents(
    em,
    packageId,
    ends.map(({ intent }) => intent),
  );
  const payments = [...unfinishedPayments(policy, state), ...ends.filter(({ intent }) => !ended.has(intent))];
  const sms = (await unsentSms(em, packageId)).map(smsOrderOf);
  return effectsOrdered({ payments, sms });
}

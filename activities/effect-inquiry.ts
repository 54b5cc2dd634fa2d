// At a person's request, providers are asked again about effects in doubt. Only the package settles a refund, in the
// person's name.
import type { PaymentMethod } from '../domain/effect.ts';
import type { Orm } from '../db/orm.ts';
import { emitEffectEvent } from '../db/write/effect-events.ts';
import { readEffect, type Settlement, settleEffect } from '../db/write/effect-ledger.ts';
import { answerQuestion, type EffectAnswer, type EffectQuestion, openQuestions } from '../db/write/effect-questions.ts';
import type { LedgerEffect } from '../db/write/ledger-effect.ts';
import { enqueue } from '../db/write/outbox.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';
import type { refundSettlement } from '../workflows/service-package/contract.ts';
import type { Adapters } from './adapters.ts';
import type { EffectAdapter } from './effect-adapter.ts';
import { ask } from './effect-call.ts';
import type { Asked } from './effect-doubt.ts';

export type InquiryParts = {
  orm: Orm;
  clock: Clock;
  adapters: Adapters;
  /** Makes the package's outbox entry: `refundSettlement` of its contract. */
  settlementOf: typeof refundSettlement;
};

const AT_ONCE = 10;

/** Answers open questions. Returns the number of answers. */
export async function answerQuestions(parts: InquiryParts): Promise<number> {
  const open = await openQuestions(parts.orm.em.fork(), AT_ONCE);
  for (const question of open) await answer(parts, question);
  return open.length;
}

async function answer(parts: InquiryParts, question: EffectQuestion): Promise<void> {
  const effect = await readEffect(parts.orm.em.fork(), question.effectId);
  const adapter = effect === null ? null : adapterOf(parts.adapters, effect);
  const asked: Asked =
    effect?.status === 'unknown' && adapter !== null ? await ask(adapter, effect) : { kind: 'not-asked' };
  const at = toInstant(parts.clock.now());
  await parts.orm.em.fork().transactional(async (em) => {
    await answerQuestion(em, question.id, asked.kind satisfies EffectAnswer, at);
    if (effect === null || (asked.kind !== 'accepted' && asked.kind !== 'refused')) return;
    if (effect.channel === 'refund') return enqueue(em, noticeOf(parts, question, effect, asked.kind, at), at);
    await settleEffect(em, effect, settlementOf(asked), at);
    await emitEffectEvent(em, effect.id, at);
  });
}

function settlementOf(asked: Extract<Asked, { kind: 'accepted' | 'refused' }>): Settlement {
  return asked.kind === 'accepted'
    ? { status: 'done', providerRef: asked.providerRef }
    : { status: 'refused', code: asked.code };
}

function noticeOf(
  { settlementOf: packageHears }: InquiryParts,
  { by }: EffectQuestion,
  { caseId, program, details }: LedgerEffect,
  said: 'accepted' | 'refused',
  at: Instant,
) {
  const status = said === 'accepted' ? ('paid' as const) : ('refused' as const);
  return packageHears({ caseId, program }, { by, refundId: String(details?.['refundId']), status }, at);
}

/** The adapter that sent an effect; `null` if it no longer exists. */
function adapterOf({ sms, helpdesk, payment }: Adapters, { channel, details }: LedgerEffect): EffectAdapter | null {
  const method = payment[details?.['method'] as PaymentMethod] ?? null;
  if (channel === 'sms') return sms;
  if (channel === 'helpdesk') return helpdesk;
  if (channel === 'refund') return method?.refund ?? null;
  if (channel !== 'payment') return null;
  return (details?.['expires'] === true ? method?.expire : method?.open) ?? null;
}

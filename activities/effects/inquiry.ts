// At a person's request, providers are asked again about effects in doubt.
import type { Orm } from '../../db/orm.ts';
import { emitEffectEvent } from '../../db/write/effect-events.ts';
import { readEffect, type Settlement, settleEffect } from '../../db/write/effect-ledger.ts';
import {
  answerQuestion,
  type EffectAnswer,
  type EffectQuestion,
  openQuestions,
} from '../../db/write/effect-questions.ts';
import { enqueue, type OutboxEntry } from '../../db/write/outbox.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { CaseId } from '../../workflows/contract.ts';
import { type Adapters, adapterOf } from './adapters.ts';
import { ask } from './call.ts';
import type { InquiryAnswer } from './doubt.ts';
import { refundIdOf } from './payment.ts';

/** Makes the outbox entry by which a case settles its refund, in the name of the person who had the provider asked. */
export type RefundSettlement = (
  which: CaseId,
  said: { by: EffectQuestion['by']; refundId: string; status: 'paid' | 'refused' },
  at: Instant,
) => OutboxEntry;

export type InquiryParts = {
  orm: Orm;
  clock: Clock;
  adapters: Adapters;
  /** By process. The cases of these settle their refunds; the ledger follows them. */
  settlements: Readonly<Record<string, RefundSettlement>>;
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
  const asked: InquiryAnswer =
    effect?.status === 'unknown' && adapter !== null ? await ask(adapter, effect) : { kind: 'not-asked' };
  const at = toInstant(parts.clock.now());
  await parts.orm.em.fork().transactional(async (em) => {
    await answerQuestion(em, question.id, asked.kind satisfies EffectAnswer, at);
    if (effect === null || (asked.kind !== 'accepted' && asked.kind !== 'refused')) return;
    const settlement = effect.channel === 'refund' ? parts.settlements[effect.process] : undefined;
    if (settlement !== undefined) {
      const { caseId, program } = effect;
      const status = asked.kind === 'accepted' ? 'paid' : 'refused';
      return enqueue(
        em,
        settlement({ caseId, program }, { by: question.by, refundId: refundIdOf(effect), status }, at),
        at,
      );
    }
    await settleEffect(em, effect, settlementOf(asked), at);
    await emitEffectEvent(em, effect.id, at);
  });
}

function settlementOf(asked: Extract<InquiryAnswer, { kind: 'accepted' | 'refused' }>): Settlement {
  return asked.kind === 'accepted'
    ? { status: 'done', providerRef: asked.providerRef }
    : { status: 'refused', code: asked.code };
}

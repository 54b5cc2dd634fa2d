import type { Em } from '../../db/orm.ts';
import { withdrawEffect } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { SmsOrder } from '../../domain/effect.ts';
import { wordingOfCase } from '../../programs/index.ts';
import { renderText } from '../../programs/render.ts';
import type { SmsActivities } from '../../workflows/effect-activities.ts';
import type { Adapters } from './adapters.ts';
import {
  accountNow,
  type CaseSource,
  type ChannelParts,
  effectName,
  type EffectCase,
  perform,
  planWithMove,
} from './channel.ts';
import { isWithdrawn } from './payment.ts';

export function smsActivities(parts: ChannelParts): SmsActivities {
  return {
    async sendSms({ process, caseId, order, requestId }) {
      const about = await parts.sourceOf(process).read(parts.orm.em.fork(), caseId);
      if (requestId !== null && (await isWithdrawn(parts, about, { ...order, requestId }))) return;
      await perform(parts, smsEffect(about, order, requestId));
    },
  };
}

/** An SMS in the program's words; the SMS of a payment request includes the provider's link or code. */
export function smsEffect(about: EffectCase, order: SmsOrder, requestId: string | null): EffectToPlan {
  const { url = null, code = null } = about.requests.find(({ id }) => id === requestId) ?? {};
  const values = { ...order.values, ...(url === null ? {} : { url }), ...(code === null ? {} : { code }) };
  const text = renderText(wordingOfCase(about.program, about.policy), { text: order.text, values });
  const said = { textId: order.text, rule: order.rule, values: order.values, requestId };
  const details = { ...said, ...accountNow(about.program, 'sms') };
  return { ...effectName(about, order.intent), kind: 'sms', recipient: about.customer.phone, text, details };
}

/** The order behind an SMS that `smsEffect` planned. */
export function smsOrderOf({ intent, details }: Pick<EffectToPlan, 'intent' | 'details'>): SmsOrder {
  const { textId, rule, values } = details as { textId: string; rule: string; values: SmsOrder['values'] };
  return { intent, text: textId, values, rule };
}

/** The SMS that a move orders, and the intents of those that it takes back. */
export type SmsOfMove = { sms: readonly SmsOrder[]; unsent?: readonly string[]; at: Instant };

/**
 * Plans the SMS of moves, and withdraws SMS that must no longer be sent and have not left. It must run in the
 * transaction that writes the moves, so both are written or neither.
 */
export async function planSms(
  em: Em,
  adapters: Adapters,
  { source, caseId }: { source: CaseSource; caseId: string },
  moves: readonly SmsOfMove[],
): Promise<void> {
  const ordered = moves.flatMap((move) => move.sms.map((order) => ({ order, at: move.at })));
  const unsent = moves.flatMap((move) => (move.unsent ?? []).map((intent) => ({ intent, at: move.at })));
  if (ordered.length === 0 && unsent.length === 0) return;
  const about = await source.read(em, caseId);
  for (const { order, at } of ordered) await planWithMove(em, adapters, smsEffect(about, order, null), at);
  for (const { intent, at } of unsent) await withdrawEffect(em, effectName(about, intent), 'not-wanted', at);
}

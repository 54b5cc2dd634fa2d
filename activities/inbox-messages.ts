import { caseOfEffect, effectIdIn, type Reporter } from '../db/read/event-cases.ts';
import { recordDelivery } from '../db/write/effect-delivery.ts';
import { emitEffectEvent } from '../db/write/effect-events.ts';
import type { MessageStatus } from '../vendors/twilio/message-status.ts';
import type { ActOn } from './inbox-payments.ts';

/**
 * An SMS status: it proves that Twilio has accepted the SMS, and tells whether it arrived. It says nothing of an SMS that
 * left by another account than the reporter's.
 */
export function messageReported(reporter: Reporter): ActOn {
  return async (em, event, at) => {
    const { effectId, sid, delivery } = event.body as MessageStatus;
    const known = effectIdIn(effectId);
    if (known === null || (await caseOfEffect(em, known, reporter)) === null) return;
    const isNews = await recordDelivery(em, { effectId: known, providerRef: sid, delivery }, at);
    if (isNews) await emitEffectEvent(em, known, at);
  };
}

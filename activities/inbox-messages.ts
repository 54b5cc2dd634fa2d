import { effectIdIn } from '../db/read/event-cases.ts';
import { recordDelivery } from '../db/write/effect-delivery.ts';
import { emitEffectEvent } from '../db/write/effect-events.ts';
import type { MessageStatus } from '../vendors/twilio/message-status.ts';
import type { ActOn } from './inbox-payments.ts';

/** An SMS status: it proves that Twilio has accepted the SMS, and tells whether it arrived. */
export const messageReported: ActOn = async (em, event, at) => {
  const { effectId, sid, delivery } = event.body as MessageStatus;
  const known = effectIdIn(effectId);
  if (known === null) return;
  const isNews = await recordDelivery(em, { effectId: known, providerRef: sid, delivery }, at);
  if (isNews) await emitEffectEvent(em, known, at);
};

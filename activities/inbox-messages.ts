import type { Em } from '../db/orm.ts';
import { caseOfEffect, effectIdIn, type Reporter } from '../db/read/event-cases.ts';
import { BOUNCED, type BounceReport, recordBounce, recordDelivery } from '../db/write/effect-delivery.ts';
import { emitEffectEvent } from '../db/write/effect-events.ts';
import { readEffect } from '../db/write/effect-ledger.ts';
import { enqueue } from '../db/write/outbox.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { findProcess } from '../domain/processes.ts';
import type { MessageStatus } from '../vendors/twilio/message-status.ts';
import type { failureNotice } from '../workflows/contract.ts';
import type { ActOn } from './inbox-payments.ts';

/** Makes the outbox entry by which a case hears that a message has not arrived. */
export type FailureNotice = typeof failureNotice;

/**
 * An SMS status: it proves that Twilio has accepted the SMS, and tells whether it arrived. It says nothing of an SMS that
 * left by another account than the reporter's.
 */
export function messageReported(reporter: Reporter, noticeOf: FailureNotice): ActOn {
  return async (em, event, at) => {
    const { effectId, sid, delivery } = event.body as MessageStatus;
    const known = effectIdIn(effectId);
    if (known === null || (await caseOfEffect(em, known, reporter)) === null) return;
    const isNews = await recordDelivery(em, { effectId: known, providerRef: sid, delivery }, at);
    if (!isNews) return;
    await emitEffectEvent(em, known, at);
    if (delivery === 'failed') await tell(em, noticeOf, { effectId: known, reason: 'undelivered' }, at);
  };
}

/** What the webhook keeps of a report on a mail. `bounced` is null for one that says only that the mail had left. */
export type MailEvent = Omit<BounceReport, 'bounced'> & { bounced: BounceReport['bounced'] | null; messageId: string };

/** A report on a mail. A delay or a delivery changes nothing: a server's word that it has passed a mail on is not final. */
export function mailReported(noticeOf: FailureNotice): ActOn {
  return async (em, event, at) => {
    const { bounced, ...report } = event.body as MailEvent;
    if (bounced === null || !(await recordBounce(em, { ...report, bounced }, at))) return;
    await emitEffectEvent(em, report.effectId, at);
    await tell(em, noticeOf, { effectId: report.effectId, reason: BOUNCED[bounced] }, at);
  };
}

async function tell(
  em: Em,
  noticeOf: FailureNotice,
  failed: { effectId: string; reason: string },
  at: Instant,
): Promise<void> {
  const effect = await readEffect(em, failed.effectId);
  const process = effect === null ? undefined : findProcess(effect.process);
  if (effect === null || process === undefined) return;
  const { program, caseId, intent, channel } = effect;
  const entry = noticeOf(process, { caseId, program }, { ...failed, intent, channel, at });
  if (entry !== null) await enqueue(em, entry, at);
}

import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { emitLiveEvents } from './live-events.ts';
import { ASK_AFTER } from './payment-inquiries.ts';

type PaymentMeans = { orderRef: string | null; linkRef: string | null; url: string | null; code: string | null };

/**
 * Stores what a provider has given. Must run inside a transaction. The effect is found by the request id in its
 * details.
 */
export async function writePaymentMeans(em: Em, requestId: string, means: PaymentMeans, at: Instant): Promise<void> {
  const written = await row<{ kind: string; caseId: string; program: string }>(
    em,
    sql`update payment_requests r set order_ref = ${means.orderRef}, link_ref = ${means.linkRef}, url = ${means.url}, code = ${means.code},
      next_inquiry_at = ${at}::timestamptz + ${ASK_AFTER}::interval,
      effect_id = (select e.id from outbound_effects e where e.case_id = r.package_id
        and e.kind like 'payment/request/%' and e.details->>'requestId' = ${requestId} limit 1)
      from cases k where k.id = r.package_id and r.id = ${requestId}::uuid
      returning k.process as kind, k.id as "caseId", k.program`,
  );
  if (written !== null) await emitLiveEvents(em, at, [written]);
}

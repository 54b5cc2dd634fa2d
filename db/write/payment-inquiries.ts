import type { PaymentMethod } from '../../domain/effect.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** A request for a provider: `orderRef` is the provider's name for it, `effectId` ours. */
export type AskedRequest = { id: string; caseId: string; method: PaymentMethod; orderRef: string; effectId: string };

/** A callback takes seconds; one that has not come by then may never come. */
export const ASK_AFTER = 'PT10M';
// A request that can no longer be paid here may still be paid until its link or code ends.
const ASK_ENDED_AFTER = 'PT6H';
const ASK_ENDED_UNTIL = 'P30D';

/** Takes due requests and sets their next due time; of two callers, only one gets each request. */
export function claimInquiries(
  em: Em,
  { at, limit, methods }: { at: Instant; limit: number; methods: readonly PaymentMethod[] },
): Promise<AskedRequest[]> {
  return rows<AskedRequest>(
    em,
    sql`update payment_requests r set next_inquiry_at = case
        when r.status = 'open' then ${at}::timestamptz + ${ASK_AFTER}::interval
        when r.at > ${at}::timestamptz - ${ASK_ENDED_UNTIL}::interval then ${at}::timestamptz + ${ASK_ENDED_AFTER}::interval end
      where r.id in (select id from payment_requests where next_inquiry_at <= ${at}::timestamptz and status <> 'paid'
          and order_ref is not null and effect_id is not null and method = any(${methods}::text[])
        order by next_inquiry_at limit ${limit} for update skip locked)
      returning r.id, r.package_id as "caseId", r.method, r.order_ref as "orderRef", r.effect_id as "effectId"`,
  );
}

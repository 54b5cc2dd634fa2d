import type { MethodKind, PaymentMethod } from '../../domain/effect.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** A request for a provider: `orderRef` is the provider's name for it, `effectId` ours. */
export type AskedRequest = {
  id: string;
  caseId: string;
  program: string;
  method: PaymentMethod;
  kind?: MethodKind;
  account?: string;
  orderRef: string;
  effectId: string;
};

/** A callback takes seconds; one that has not come by then may never come. */
export const ASK_AFTER = 'PT10M';
// A request that can no longer be paid here may still be paid until its link or code ends.
const ASK_ENDED_AFTER = 'PT6H';
const ASK_ENDED_UNTIL = 'P30D';

type Row = Omit<AskedRequest, 'kind' | 'account'> & { kind: MethodKind | null; account: string | null };

/** Takes due requests and sets their next due time; of two callers, only one gets each request. */
export async function claimInquiries(em: Em, { at, limit }: { at: Instant; limit: number }): Promise<AskedRequest[]> {
  const found = await rows<Row>(
    em,
    sql`update payment_requests r set next_inquiry_at = case
        when r.status = 'open' then ${at}::timestamptz + ${ASK_AFTER}::interval
        when r.at > ${at}::timestamptz - ${ASK_ENDED_UNTIL}::interval then ${at}::timestamptz + ${ASK_ENDED_AFTER}::interval end
      from outbound_effects e
      where e.id = r.effect_id and r.id in (select id from payment_requests where next_inquiry_at <= ${at}::timestamptz
          and status <> 'paid' and order_ref is not null and effect_id is not null
        order by next_inquiry_at limit ${limit} for update skip locked)
      returning r.id, r.package_id as "caseId", e.program, r.method, r.order_ref as "orderRef", r.effect_id as "effectId",
        e.details->>'way' as kind, e.details->>'account' as account`,
  );
  return found.map(({ kind, account, ...request }) => ({
    ...request,
    ...(kind === null ? {} : { kind }),
    ...(account === null ? {} : { account }),
  }));
}

/** A request without a provider that can be asked is not claimed again. */
export async function endInquiries(em: Em, requestId: string): Promise<void> {
  await rows(em, sql`update payment_requests set next_inquiry_at = null where id = ${requestId}::uuid`);
}

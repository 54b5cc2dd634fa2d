import type { RawBuilder } from 'kysely';
import type { MethodKind, PaymentMethod } from '../../domain/effect.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

/**
 * `orderRef` is the provider's own name, `null` until the provider gives one; the amount is the package's price. Requests
 * from before methods had kinds say neither kind nor account.
 */
export type RequestedPayment = {
  id: string;
  caseId: string;
  program: string;
  method: PaymentMethod;
  kind: MethodKind | null;
  account: string | null;
  orderRef: string | null;
  amountMinor: number;
  currency: string;
};

/** By a provider's name for its order, newest first: another provider may have the same. */
export function requestsByOrder(em: Em, orderRef: string): Promise<RequestedPayment[]> {
  return rows<RequestedPayment>(em, requested(sql`r.order_ref = ${orderRef}`));
}

/** By the effect that asked for it, whose id is our reference; also while its answer is missing. */
export function requestByEffect(em: Em, effectId: string): Promise<RequestedPayment | null> {
  return row<RequestedPayment>(
    em,
    requested(sql`r.id = (select (own.details->>'requestId')::uuid from outbound_effects own
      where own.id = ${effectId}::uuid and own.kind like 'payment/request/%')`),
  );
}

/**
 * True if the provider may still give something to pay with, or has given it and it is not stored yet. An effect in
 * doubt counts: its next try may succeed.
 */
export async function isBeingOpened(em: Em, requestId: string): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from payment_requests r join outbound_effects e on e.case_id = r.package_id
        and e.kind like 'payment/request/%' and e.details->>'requestId' = ${requestId}
      where r.id = ${requestId}::uuid and (e.status in ('planned', 'sending', 'unknown') or e.status = 'done' and r.effect_id is null)`,
  );
  return found !== null;
}

function requested(condition: RawBuilder<unknown>): RawBuilder<RequestedPayment> {
  return sql<RequestedPayment>`select r.id, r.package_id as "caseId", p.program, r.method, r.order_ref as "orderRef", p.price_minor as "amountMinor",
      p.currency, asked.way as kind, asked.account
    from payment_requests r join service_packages p on p.id = r.package_id
      left join lateral (select e.details->>'way' as way, e.details->>'account' as account from outbound_effects e
        where e.case_id = r.package_id and e.kind like 'payment/request/%' and e.details->>'requestId' = r.id::text limit 1) asked on true
    where ${condition} order by r.at desc`;
}

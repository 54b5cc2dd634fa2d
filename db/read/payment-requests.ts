import type { RawBuilder } from 'kysely';
import type { PaymentMethod } from '../../domain/effect.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/** `orderRef` is the provider's own name, `null` until the provider gives one; the amount is the package's price. */
export type RequestedPayment = {
  id: string;
  caseId: string;
  program: string;
  method: PaymentMethod;
  orderRef: string | null;
  amountMinor: number;
  currency: string;
};

/** By the provider's name for its order. */
export function requestByOrder(
  em: Em,
  methods: readonly PaymentMethod[],
  orderRef: string,
): Promise<RequestedPayment | null> {
  return requested(em, sql`r.method = any(${methods}::text[]) and r.order_ref = ${orderRef}`);
}

/** By the effect that asked for it, whose id is our reference; also while its answer is missing. */
export function requestByEffect(
  em: Em,
  methods: readonly PaymentMethod[],
  effectId: string,
): Promise<RequestedPayment | null> {
  return requested(
    em,
    sql`r.method = any(${methods}::text[]) and r.id = (select (e.details->>'requestId')::uuid from outbound_effects e
      where e.id = ${effectId}::uuid and e.kind like 'payment/request/%')`,
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

async function requested(em: Em, condition: RawBuilder<unknown>): Promise<RequestedPayment | null> {
  return row<RequestedPayment>(
    em,
    sql`select r.id, r.package_id as "caseId", p.program, r.method, r.order_ref as "orderRef", p.price_minor as "amountMinor",
      p.currency from payment_requests r join service_packages p on p.id = r.package_id where ${condition}`,
  );
}

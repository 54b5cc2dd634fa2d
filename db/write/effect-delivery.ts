import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/** A provider's report on an effect, found by the effect's id. `delivery` is null for a mere acceptance. */
export type DeliveryReport = { effectId: string; providerRef: string; delivery: 'delivered' | 'failed' | null };

/**
 * Records a provider's report. It proves acceptance, so a sending or unknown effect becomes done. `delivered` is final:
 * late or repeated reports change nothing. Returns whether anything changed.
 */
export async function recordDelivery(em: Em, report: DeliveryReport, at: Instant): Promise<boolean> {
  const changed = await row(
    em,
    sql`update outbound_effects set status = 'done', delivery = coalesce(${report.delivery}, delivery),
        provider_ref = coalesce(provider_ref, ${report.providerRef}), settled_at = coalesce(settled_at, ${at}::timestamptz),
        code = case when status = 'done' then code end
      where id = ${report.effectId}::uuid and status in ('sending', 'unknown', 'done')
        and delivery is distinct from 'delivered'
        and (status <> 'done' or delivery is distinct from coalesce(${report.delivery}, delivery))
      returning 1`,
  );
  return changed !== null;
}

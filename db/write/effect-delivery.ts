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

/** A mail that came back; `bounced` says whether to its recipient or only to a copy's, `status` as in RFC 3463. */
export type BounceReport = { effectId: string; bounced: 'to' | 'cc'; status: string | null };

/** Why a message with the delivery `failed` has not arrived, as a stable word. */
export const BOUNCED = { to: 'bounced', cc: 'bounced-cc' } as const;

/**
 * Records that a mail came back. It proves that the mail had left, so one that is sending or unknown becomes done.
 * Repeated bounces change nothing; the recipient's own counts after one of a copy. Returns whether anything changed.
 */
export async function recordBounce(
  em: Em,
  report: BounceReport & { messageId: string },
  at: Instant,
): Promise<boolean> {
  const { effectId, bounced, status, messageId } = report;
  const changed = await row(
    em,
    sql`update outbound_effects set status = 'done', delivery = 'failed', provider_ref = coalesce(provider_ref, ${messageId}),
        settled_at = coalesce(settled_at, ${at}::timestamptz), code = case when status = 'done' then code end,
        evidence = coalesce(evidence, '{}'::jsonb) || jsonb_build_object('failed', ${BOUNCED[bounced]}::text, 'reply', ${status}::text)
      where id = ${effectId}::uuid and channel = 'mail' and status in ('sending', 'unknown', 'done')
        and (delivery is null or evidence ->> 'failed' = ${BOUNCED.cc} and ${bounced} = 'to')
      returning 1`,
  );
  return changed !== null;
}

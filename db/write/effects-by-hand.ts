import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';

/**
 * A person gives up an unknown effect: it counts as not done. Never for money. Returns false when it is not in doubt.
 */
export async function giveUpEffect(em: Em, id: string, at: Instant): Promise<boolean> {
  const given = await row(
    em,
    sql`update outbound_effects set status = 'refused', code = 'given-up', settled_at = ${at}::timestamptz
      where id = ${id}::uuid and status = 'unknown' and channel not in ('refund', 'payout') returning 1`,
  );
  return given !== null;
}

/**
 * Copies a person's decision about refunds in doubt to the ledger. Must run in the transaction of that move. A refund
 * that the provider has settled stays unchanged.
 */
export async function settleRefundEffects(
  em: Em,
  caseId: string,
  refunds: readonly { id: string; attempt: number; status: string }[],
  at: Instant,
): Promise<void> {
  const said = refunds.filter(({ status }) => status === 'paid' || status === 'refused');
  if (said.length === 0) return;
  await rows(
    em,
    sql`update outbound_effects e set settled_at = ${at}::timestamptz,
        status = case said.status when 'paid' then 'done' else 'refused' end,
        provider_ref = case said.status when 'paid' then coalesce(e.provider_ref, 'by hand') else e.provider_ref end,
        code = case said.status when 'paid' then null else 'by-hand' end
      from jsonb_to_recordset(${json(said)}) as said (id text, attempt int, status text)
      where e.case_id = ${caseId}::uuid and e.channel = 'refund' and e.status = 'unknown'
        and e.intent = 'refund/' || said.id || '/' || said.attempt`,
  );
}

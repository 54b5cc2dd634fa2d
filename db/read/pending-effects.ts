import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** `details` are those of the planned effect. */
export type UnsettledEffect = { intent: string; details: Record<string, unknown> };

/**
 * SMS of a case that may still leave. Not included: SMS that wait for a provider's data, and SMS that a person decides
 * on.
 */
export function unsentSms(em: Em, caseId: string): Promise<UnsettledEffect[]> {
  return rows<UnsettledEffect>(
    em,
    sql`select intent, details from outbound_effects
      where case_id = ${caseId}::uuid and channel = 'sms' and details ? 'values' and details->>'requestId' is null
        and (status in ('planned', 'sending') or status = 'unknown' and if_unknown <> 'stay' and resends = 0)
      order by planned_at, place`,
  );
}

/** Those of a case's intents that are finished. */
export async function settledIntents(em: Em, caseId: string, intents: readonly string[]): Promise<Set<string>> {
  if (intents.length === 0) return new Set();
  const found = await rows<{ intent: string }>(
    em,
    sql`select intent from outbound_effects
      where case_id = ${caseId}::uuid and intent = any(${intents}::text[]) and status in ('done', 'refused')`,
  );
  return new Set(found.map(({ intent }) => intent));
}

// Owns the questions by which an SMS of unknown fate is recognised at its provider. Refuses to settle anything.
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/**
 * The message that a status callback has named for an effect, or `null`: as the ledger has it, or as the inbox still holds
 * it. What was processed stands in the ledger.
 */
export async function messageNamedFor(em: Em, effectId: string): Promise<string | null> {
  const found = await row<{ sid: string }>(
    em,
    sql`select provider_ref as sid from outbound_effects where id = ${effectId}::uuid and provider_ref is not null
      union all select body->>'sid' from inbox
        where source = 'twilio' and body->>'effectId' = ${effectId} and processed_at is null limit 1`,
  );
  return found?.sid ?? null;
}

/** Whether a message is some other effect's: two may have the same text and recipient. */
export async function isMessageOfAnother(em: Em, sid: string, effectId: string): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from outbound_effects where provider_ref = ${sid} and id <> ${effectId}::uuid
      union all select 1 from inbox
        where source = 'twilio' and body->>'sid' = ${sid} and body->>'effectId' <> ${effectId} and processed_at is null limit 1`,
  );
  return found !== null;
}

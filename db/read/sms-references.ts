import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';

/**
 * The message that a status callback named for an effect, or `null`. It is in the ledger, or, while the callback is not
 * processed yet, in the inbox. `source` is the account's name there.
 */
export async function messageNamedFor(em: Em, effectId: string, source: string): Promise<string | null> {
  const found = await row<{ sid: string }>(
    em,
    sql`select provider_ref as sid from outbound_effects where id = ${effectId}::uuid and provider_ref is not null
      union all select body->>'sid' from inbox
        where source = ${source} and body->>'effectId' = ${effectId} and processed_at is null limit 1`,
  );
  return found?.sid ?? null;
}

/** True if a message belongs to another effect: two may have the same text and recipient. */
export async function isMessageOfAnother(em: Em, sid: string, effectId: string, source: string): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from outbound_effects where provider_ref = ${sid} and id <> ${effectId}::uuid
      union all select 1 from inbox
        where source = ${source} and body->>'sid' = ${sid} and body->>'effectId' <> ${effectId} and processed_at is null limit 1`,
  );
  return found !== null;
}

import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

/** Appends entries with new keys; the database refuses entries that do not sum to zero. */
export async function appendEntries(
  em: Em,
  about: { caseId: string; program: string },
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await rows(
    em,
    sql`with given as (
        select * from jsonb_to_recordset(${json(entries)}) as entry (key text, kind text, subject text, at timestamptz, rule text, postings jsonb)
      ), appended as (
        insert into ledger_entries (case_id, program, key, kind, subject, at, rule)
        select ${about.caseId}::uuid, ${about.program}, key, kind, subject, at, rule from given
        on conflict (case_id, key) do nothing returning id, key
      ) insert into ledger_postings (entry_id, position, account, amount_minor, currency)
      select appended.id, posting.position, posting.value->>'account', (posting.value->'amount'->>'amountMinor')::bigint,
        posting.value->'amount'->>'currency'
      from appended join given using (key), jsonb_array_elements(given.postings) with ordinality as posting (value, position)`,
  );
}

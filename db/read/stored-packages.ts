import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { StoredPackage } from '../../domain/service-package/stored.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

type Row = Omit<StoredPackage, 'columns' | 'ledger'> & {
  id: string;
  version: number;
  stage: StoredPackage['columns']['stage'];
  bought: number;
  paid: boolean;
  visitsLeft: number;
  amountMinor: number;
  currency: string;
  ledger: LedgerEntry[];
};

const amount = sql`jsonb_build_object('amountMinor', amount_minor, 'currency', currency)`;

/** A number of packages after one, by id. */
export async function readStoredPackages(
  em: Em,
  { after, limit }: { after: string | null; limit: number },
): Promise<(StoredPackage & { id: string })[]> {
  const found = await rows<Row>(
    em,
    sql`select p.id, k.state, k.version, k.stage, p.bought, p.paid, p.visits_left as "visitsLeft", p.price_minor as "amountMinor", p.currency,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'status', status)) from visits where package_id = p.id), '[]') as visits,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'amount', ${amount}, 'why', held_why, 'decision', decision))
        from payments where package_id = p.id), '[]') as payments,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'payment', payment_id, 'amount', ${amount}, 'status', status))
        from refunds where package_id = p.id), '[]') as refunds,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.key, 'status', t.stage)) from cases t where t.owner_id = p.id), '[]') as tickets,
      coalesce((select jsonb_agg(jsonb_build_object('key', key, 'kind', kind, 'subject', subject, 'at', at, 'rule', rule,
        'postings', (select coalesce(jsonb_agg(jsonb_build_object('account', account, 'amount', ${amount}) order by position), '[]')
          from ledger_postings where entry_id = e.id)) order by e.id) from ledger_entries e where case_id = p.id), '[]') as ledger
      from service_packages p join cases k on k.id = p.id where p.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000') order by p.id limit ${limit}`,
  );
  return found.map(({ version, stage, bought, paid, visitsLeft, amountMinor, currency, ...stored }) => {
    const price = { amountMinor, currency };
    return { ...stored, columns: { version, stage, bought, paid, visitsLeft, price } };
  });
}

/** Errors that no single package shows: entries that do not sum to zero, or that belong to no package. */
export async function strayEntries(em: Em): Promise<{ caseId: string; key: string; what: string }[]> {
  return rows(
    em,
    sql`select e.case_id as "caseId", e.key, 'does not sum to zero' as what from ledger_entries e
        join ledger_postings p on p.entry_id = e.id group by e.id, p.currency having sum(p.amount_minor) <> 0
      union all select e.case_id, e.key, 'is no package’s' from ledger_entries e
        where not exists (select from service_packages p where p.id = e.case_id) order by 1, 2`,
  );
}

// The database itself enforces the ledger's rules: postings sum to zero, and entries never change.
import { Migration } from '@mikro-orm/migrations';

export class MoneyLedger0006 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(appendOnly);
    this.addSql(balanced);
  }
}

const tables = `
create table ledger_entries (
  id bigint generated always as identity primary key, case_id uuid not null, program text not null, key text not null,
  kind text not null, subject text not null, at timestamptz not null, rule text, unique (case_id, key)
);
create table ledger_postings (
  entry_id bigint not null references ledger_entries, position int not null, account text not null,
  amount_minor bigint not null check (amount_minor <> 0), currency text not null, primary key (entry_id, position)
);`;

const appendOnly = `
create function ledger_is_append_only() returns trigger language plpgsql as $append$
begin
  raise exception 'the ledger is append-only' using errcode = 'check_violation';
end $append$;
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function ledger_is_append_only();
create trigger ledger_postings_append_only before update or delete on ledger_postings
  for each row execute function ledger_is_append_only();`;

// Checked at commit, when all postings of an entry are there. An entry without postings sums to zero.
const balanced = `
create function ledger_entry_is_balanced() returns trigger language plpgsql as $balanced$
declare
  entry bigint := case tg_table_name when 'ledger_entries' then (to_jsonb(new)->>'id')::bigint else (to_jsonb(new)->>'entry_id')::bigint end;
begin
  if exists (select 1 from ledger_postings where entry_id = entry group by currency having sum(amount_minor) <> 0) then
    raise exception 'ledger entry % does not sum to zero', entry using errcode = 'check_violation';
  end if;
  return null;
end $balanced$;
create constraint trigger ledger_entries_balanced after insert on ledger_entries deferrable initially deferred
  for each row execute function ledger_entry_is_balanced();
create constraint trigger ledger_postings_balanced after insert on ledger_postings deferrable initially deferred
  for each row execute function ledger_entry_is_balanced();`;

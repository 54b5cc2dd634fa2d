import { Migration } from '@mikro-orm/migrations';

/** Intakes ask any number of questions. A search finds every answer, as it has found the two numbers. */
export class IntakeQuestions extends Migration {
  override up(): void {
    this.addSql(
      'alter table "conversations" add column "given_answers" jsonb null, add column "wrong_answers" int not null default 0',
    );
    this.addSql(`create function searched_answers(contract_number text, inn text, given jsonb) returns text
      language sql immutable parallel safe return searched_number(contract_number, inn) || coalesce(
        (select string_agg(E'\\n' || folded_name(left(value, 200)), '' order by place)
          from rows from (jsonb_to_recordset(given) as (value text)) with ordinality as one(value, place)
          where value is distinct from contract_number and value is distinct from inn), '')`);
    this.addSql(`create or replace function conversation_number_kept() returns trigger language plpgsql as $kept$
      begin
        if new.contract_number is null and new.inn is null and new.given_answers is null then
          delete from conversation_numbers where conversation_id = new.id;
        else
          insert into conversation_numbers as kept (conversation_id, searched)
            values (new.id, searched_answers(new.contract_number, new.inn, new.given_answers))
            on conflict (conversation_id) do update set searched = excluded.searched where kept.searched <> excluded.searched;
        end if;
        return null;
      end $kept$`);
    this.addSql('drop trigger conversation_number_kept on conversations');
    this.addSql(
      'create trigger conversation_number_kept after insert or update of contract_number, inn, given_answers on conversations for each row execute function conversation_number_kept()',
    );
  }
}

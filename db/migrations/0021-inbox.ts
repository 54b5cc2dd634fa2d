// A search now matches any part of a number. `answers` marks messages that only answered the intake's questions.
import { Migration } from '@mikro-orm/migrations';

export class Inbox0021 extends Migration {
  override up(): void {
    this.addSql(functions);
    this.addSql(numbers);
    this.addSql(trigger);
    this.addSql(lists);
    this.addSql(continuation);
    this.addSql(answers);
  }
}

// All groups of one, two and three neighbouring characters, in any script: an index over them finds any part of a text.
const functions = `
create function searched_number(contract_number text, inn text) returns text language sql immutable parallel safe
  return coalesce(folded_name(left(contract_number, 200)), '') || E'\\n' || coalesce(inn, '');
create function parts_of(searched text) returns text[] language plpgsql immutable strict parallel safe as $parts$
declare
  letters text[] := string_to_array(searched, null);
  parts text[] := string_to_array(searched, null);
begin
  for place in 1 .. cardinality(letters) - 1 loop
    parts := parts || (letters[place] || letters[place + 1]);
    if place + 2 <= cardinality(letters) then
      parts := parts || (letters[place] || letters[place + 1] || letters[place + 2]);
    end if;
  end loop;
  return parts;
end $parts$;
create function wanted_parts(typed text) returns text[] language sql immutable strict parallel safe
  return (select array_agg(substr(typed, place, 3)) from generate_series(1, greatest(1, length(typed) - 2)) as place);`;

// A table of its own, because rows of conversations change with every message.
const numbers = `
create table conversation_numbers (
  conversation_id uuid primary key references conversations on delete cascade, searched text not null
);
insert into conversation_numbers (conversation_id, searched)
  select id, searched_number(contract_number, inn) from conversations where contract_number is not null or inn is not null;
create index conversation_numbers_by_parts on conversation_numbers using gin (parts_of(searched));
drop index conversations_by_contract;
drop index conversations_by_inn;`;

const trigger = `
create function conversation_number_kept() returns trigger language plpgsql as $kept$
begin
  if new.contract_number is null and new.inn is null then
    delete from conversation_numbers where conversation_id = new.id;
  else
    insert into conversation_numbers as kept (conversation_id, searched)
      values (new.id, searched_number(new.contract_number, new.inn))
      on conflict (conversation_id) do update set searched = excluded.searched where kept.searched <> excluded.searched;
  end if;
  return null;
end $kept$;
create trigger conversation_number_kept after insert or update of contract_number, inn on conversations
  for each row execute function conversation_number_kept();`;

const lists = `
create index conversations_held on conversations (assignee, opened_at, id) where stage = 'assigned';
create index conversations_by_category on conversations (program, category, opened_at, id) where category is not null;
create index conversations_by_disposition on conversations (program, disposition, opened_at, id) where disposition is not null;`;

const continuation = `
alter table conversations add column continued_by text;
update conversations p set continued_by = s.assignee from conversations s
  where s.previous_id = p.id and s.stage in ('assigned', 'closed');
create index conversations_by_continuation on conversations (continued_by, opened_at, id) where continued_by is not null;`;

// Only open conversations need this: unread messages of closed ones are not counted.
const answers = `
alter table messages add column answers text check (answers in ('identification', 'category'));
update messages m set answers = 'category' from conversations c
  where m.conversation_id = c.id and m.author = 'customer' and m.at = c.requested_at and c.stage in ('waiting', 'assigned');
update messages m set answers = 'identification' from conversations c
  where m.conversation_id = c.id and c.stage in ('intake', 'waiting', 'assigned') and c.previous_id is null
    and m.seq = (select min(f.seq) from messages f where f.conversation_id = c.id and f.author = 'customer');`;

-- What the entities do not hold. Kept as it was first installed: a later migration replaces a function.

-- The database itself enforces the legal moves of the effect ledger.
create function outbound_effects_legal() returns trigger language plpgsql as $legal$
declare
  leaves boolean := new.status = 'sending' and new.sent_at is not null and new.attempts <> old.attempts;
  resent boolean := leaves and old.status = 'unknown';
begin
  if (new.id, new.key, new.process, new.program, new.case_id, new.intent, new.kind, new.channel, new.if_unknown, new.planned_at)
    is distinct from (old.id, old.key, old.process, old.program, old.case_id, old.intent, old.kind, old.channel, old.if_unknown, old.planned_at)
    or (new.recipient, new.text, new.details) is distinct from (old.recipient, old.text, old.details) and old.settled_at is null then
    raise exception 'effect %: what was planned does not change', old.id using errcode = 'check_violation';
  end if;
  if new.attempts <> old.attempts + leaves::int or new.resends <> old.resends + resent::int then
    raise exception 'effect %: attempts are counted one by one', old.id using errcode = 'check_violation';
  end if;
  if old.delivery = 'delivered' and new.delivery is distinct from old.delivery or old.delivery = 'failed' and new.delivery is null then
    raise exception 'effect %: a delivery is not taken back', old.id using errcode = 'check_violation';
  end if;
  if old.status = 'planned' and (leaves or new.status = 'refused')
    or old.status = 'sending' and new.status in ('done', 'refused')
    or old.status = 'sending' and old.sent_at is not null
      and (new.status = 'unknown' or new.status = 'sending' and new.sent_at is null)
    or old.status = 'sending' and old.sent_at is null and leaves
    or old.status = 'unknown' and new.status in ('unknown', 'done', 'refused')
    or old.status = 'unknown' and new.status = 'sending' and old.if_unknown <> 'stay' and (leaves or new.sent_at is null)
    or old.status in ('done', 'refused') and new.status = old.status
      and (new.code, new.attempts, new.sent_at, new.settled_at)
        is not distinct from (old.code, old.attempts, old.sent_at, old.settled_at) then
    return new;
  end if;
  raise exception 'effect %: % does not become %', old.id, old.status, new.status using errcode = 'check_violation';
end $legal$;

create function outbound_effects_planned() returns trigger language plpgsql as $planned$
begin
  if new.status <> 'planned' then
    raise exception 'effect %: an effect begins as planned', new.id using errcode = 'check_violation';
  end if;
  return new;
end $planned$;

-- The database itself enforces the ledger's rules: entries never change …
create function ledger_is_append_only() returns trigger language plpgsql as $append$
begin
  raise exception 'the ledger is append-only' using errcode = 'check_violation';
end $append$;

-- … and postings sum to zero. Checked at commit, when all postings of an entry are there.
create function ledger_entry_is_balanced() returns trigger language plpgsql as $balanced$
declare
  entry bigint := case tg_table_name when 'ledger_entries' then (to_jsonb(new)->>'id')::bigint else (to_jsonb(new)->>'entry_id')::bigint end;
begin
  if exists (select 1 from ledger_postings where entry_id = entry group by currency having sum(amount_minor) <> 0) then
    raise exception 'ledger entry % does not sum to zero', entry using errcode = 'check_violation';
  end if;
  return null;
end $balanced$;

-- `foldedName` does the same in TypeScript. `return` binds the called functions when a function is created, so an index
-- works under any search path.
create function folded_name(name text) returns text language sql immutable strict parallel safe
  return btrim(regexp_replace(
    translate(
      regexp_replace(lower(normalize(name, nfkd) collate pg_unicode_fast),
        '[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u08D3-\u08FF\u115F\u1160\u180B-\u180F\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]',
        '', 'g'),
      'ةىیٱکھہەς٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'هيياكهههσ01234567890123456789'),
    '[\u0009-\u000D \u0085\u1680\u2028\u2029]+', ' ', 'g'));

create function searched_text(name text, phone text) returns text language sql immutable strict parallel safe
  return folded_name(name) || E'\n' || phone;

-- Numbers are stored as +20…, so blanks, hyphens and leading zeros are left out of the search.
create function wanted_text(typed text) returns text language sql immutable strict parallel safe
  return case when folded_name(typed) ~ '^[-+0-9 ().]+$' then ltrim(regexp_replace(folded_name(typed), '\D', '', 'g'), '0') else folded_name(typed) end;

-- The index holds every two neighbouring characters, which needs no extension and works in any script.
create function pieces_of(searched text) returns text[] language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct substr(searched, place, 2)), '{}') from generate_series(1, length(searched) - 1) as place);

create function searched_number(contract_number text, inn text) returns text language sql immutable parallel safe
  return coalesce(folded_name(left(contract_number, 200)), '') || E'\n' || coalesce(inn, '');

-- All groups of one, two and three neighbouring characters, in any script: an index over them finds any part of a text.
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
  return (select array_agg(substr(typed, place, 3)) from generate_series(1, greatest(1, length(typed) - 2)) as place);

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

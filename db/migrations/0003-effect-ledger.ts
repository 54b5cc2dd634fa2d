// The database itself enforces the legal moves of the effect ledger.
import { Migration } from '@mikro-orm/migrations';

export class EffectLedger0003 extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(trigger);
    this.addSql(inbox);
  }
}

// `sent_at` is set while the effect has left or may have left: a `sending` row without it is being retried.
// `resends` counts the times it was sent again without knowing whether the previous one had arrived.
const columns = `
alter table outbound_effects
  add column if_unknown text not null default 'stay' check (if_unknown in ('stay', 'resend-once', 'same-reference')),
  add column resends int not null default 0,
  add column evidence jsonb,
  add check (channel not in ('refund', 'payout') or if_unknown = 'stay'),
  add check (if_unknown <> 'stay' or resends = 0),
  add check (if_unknown <> 'resend-once' or resends <= 1),
  add check ((status in ('done', 'refused')) = (settled_at is not null)),
  add check (status <> 'done' or provider_ref is not null),
  add check (status <> 'refused' or code is not null),
  add check (status <> 'planned' or (sent_at is null and attempts = 0)),
  add check (status <> 'unknown' or sent_at is not null),
  add check (delivery is null or status = 'done');`;

const trigger = `
create function outbound_effects_legal() returns trigger language plpgsql as $legal$
declare
  leaves boolean := new.status = 'sending' and new.sent_at is not null and new.attempts <> old.attempts;
  resent boolean := leaves and old.status = 'unknown';
begin
  if (new.id, new.key, new.process, new.program, new.case_id, new.intent, new.channel, new.if_unknown, new.planned_at)
    is distinct from (old.id, old.key, old.process, old.program, old.case_id, old.intent, old.channel, old.if_unknown, old.planned_at)
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
create trigger outbound_effects_legal before update on outbound_effects
  for each row execute function outbound_effects_legal();
create function outbound_effects_planned() returns trigger language plpgsql as $planned$
begin
  if new.status <> 'planned' then
    raise exception 'effect %: an effect begins as planned', new.id using errcode = 'check_violation';
  end if;
  return new;
end $planned$;
create trigger outbound_effects_planned before insert on outbound_effects
  for each row execute function outbound_effects_planned();`;

const inbox = `
create index inbox_waiting_by_case on inbox (case_id, id) where processed_at is null and quarantined_at is null;
create index inbox_by_age on inbox (processed_at) where processed_at is not null;
create index inbox_quarantined on inbox (quarantined_at) where quarantined_at is not null;`;

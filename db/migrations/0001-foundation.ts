import { Migration } from '@mikro-orm/migrations';

export class Foundation0001 extends Migration {
  override up(): void {
    this.addSql(people);
    this.addSql(cases);
    this.addSql(door);
    this.addSql(effects);
    this.addSql(live);
  }
}

const people = `
create table people (
  id uuid primary key, login text not null unique, name text not null, password_hash text not null,
  admin boolean not null default false, active boolean not null default true, locale text not null default 'ru',
  created_at timestamptz not null
);
create table memberships (
  person_id uuid not null references people on delete cascade, program text not null, role text not null,
  primary key (person_id, program, role)
);
create index memberships_by_role on memberships (program, role);
create table sessions (sid text primary key, data jsonb not null, expires_at timestamptz not null);
create table api_keys (
  id uuid primary key, name text not null, key_hash text not null unique, program text not null,
  roles text[] not null, created_by text not null, created_at timestamptz not null, revoked_at timestamptz
);
create table customers (id uuid primary key, program text not null, token_hash text not null unique, created_at timestamptz not null);
create table audit_entries (
  id bigint generated always as identity primary key, at timestamptz not null, actor text not null, action text not null,
  program text, case_id uuid, reason text, details jsonb
);
create index audit_entries_by_case on audit_entries (case_id, id);`;

const cases = `
create table case_notes (id uuid primary key, case_id uuid not null, by text not null, text text not null, at timestamptz not null);
create index case_notes_by_case on case_notes (case_id);
create table timeline_entries (
  id bigint generated always as identity primary key, case_id uuid not null, at timestamptz not null, what text not null,
  by text not null, rule text, details jsonb, note_id uuid references case_notes
);
create index timeline_entries_by_case on timeline_entries (case_id, id);
create table case_timetables (
  case_id uuid primary key, process text not null, program text not null, next_at timestamptz not null, steps jsonb not null
);
create index case_timetables_by_next on case_timetables (next_at);
create table notifications (
  id bigint generated always as identity primary key, login text not null, at timestamptz not null, kind text not null,
  program text not null, case_id uuid not null, details jsonb, read_at timestamptz, unique (login, case_id, kind, at)
);
create index notifications_by_login on notifications (login, id);
create index notifications_by_case on notifications (case_id);`;

const door = `
create table outbox (
  id bigint generated always as identity primary key, key text not null unique, kind text not null, workflow_id text not null,
  payload jsonb not null, created_at timestamptz not null, attempts int not null default 0, next_attempt_at timestamptz not null,
  delivered_at timestamptz, last_error text
);
create index outbox_waiting on outbox (next_attempt_at, id) where delivered_at is null;
create index outbox_waiting_by_workflow on outbox (workflow_id, id) where delivered_at is null;
create table inbox (
  id bigint generated always as identity primary key, source text not null, event_id text not null, case_id uuid,
  body jsonb not null, received_at timestamptz not null, attempts int not null default 0, next_attempt_at timestamptz not null,
  processed_at timestamptz, quarantined_at timestamptz, last_error text, unique (source, event_id)
);
create index inbox_waiting on inbox (next_attempt_at, id) where processed_at is null and quarantined_at is null;
create table idempotency_keys (
  key text primary key, fingerprint text not null, status int, body text, at timestamptz not null
);
create index idempotency_keys_by_age on idempotency_keys (at);`;

const effects = `
create table outbound_effects (
  id uuid primary key, key text not null unique, process text not null, program text not null, case_id uuid not null,
  intent text not null, channel text not null, recipient text not null, text text not null, details jsonb,
  status text not null check (status in ('planned', 'sending', 'done', 'refused', 'unknown')),
  delivery text check (delivery in ('delivered', 'failed')), provider_ref text, code text,
  attempts int not null default 0, planned_at timestamptz not null, sent_at timestamptz, settled_at timestamptz
);
create index outbound_effects_by_case on outbound_effects (case_id, planned_at);
create index outbound_effects_unsettled on outbound_effects (status, planned_at) where status in ('planned', 'sending', 'unknown');`;

// `xid` is the transaction that wrote an event; it tells an event's place from one in another log.
const live = `
create table live_events (
  id bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(), kind text not null,
  program text not null, case_id uuid not null, message_seq int, notification_id bigint, before jsonb, at timestamptz not null
);
create index live_events_in_order on live_events (xid, id);
create index live_events_by_age on live_events (at);`;

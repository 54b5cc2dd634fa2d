import { Migration } from '@mikro-orm/migrations';

export class ServicePackages0005 extends Migration {
  override up(): void {
    this.addSql(cases);
    this.addSql(parts);
    this.addSql(tickets);
    this.addSql(presence);
  }
}

// The process continues from `state` when it begins again; lists and boards use the other columns.
// A policy is stored once, under the digest of its content.
const cases = `
create table policy_snapshots (digest text primary key, policy jsonb not null);
create table contacts (
  id uuid primary key, program text not null, name text not null, phone text not null, address text, created_at timestamptz not null
);
create index contacts_by_phone on contacts (program, phone);
create table service_packages (
  id uuid primary key, program text not null, contact_id uuid not null references contacts,
  policy_digest text not null references policy_snapshots, version int not null,
  stage text not null check (stage in ('booked', 'active', 'grace', 'finished', 'deactivated', 'cancelled')),
  paid boolean not null, booked_by text not null, booked_at timestamptz not null, moved_at timestamptz not null,
  starts_on date not null, expires_on date not null, grace_ends_on date not null,
  bought int not null check (bought > 0), visits_left int not null check (visits_left between 0 and bought),
  price_minor bigint not null check (price_minor > 0), currency text not null,
  collect_at timestamptz, collect_address text, state jsonb not null
);
create index service_packages_in_order on service_packages (program, booked_at, id);
create index service_packages_open on service_packages (program, stage, booked_at, id) where stage in ('booked', 'active', 'grace');
create index service_packages_by_contact on service_packages (contact_id);`;

const parts = `
create table visits (
  id uuid primary key, package_id uuid not null references service_packages, program text not null, starts_at timestamptz not null,
  status text not null check (status in ('planned', 'completed', 'counted', 'cancelled', 'forfeited'))
);
create index visits_by_package on visits (package_id, starts_at);
create index visits_planned on visits (program, starts_at, id) where status = 'planned';
create table payment_requests (
  id uuid primary key, package_id uuid not null references service_packages, method text not null, at timestamptz not null,
  status text not null check (status in ('open', 'paid', 'expired')), effect_id uuid, order_ref text, link_ref text, url text, code text
);
create index payment_requests_by_package on payment_requests (package_id, at);
create unique index payment_requests_by_effect on payment_requests (effect_id);
create unique index payment_requests_by_order on payment_requests (method, order_ref);
create table payments (
  package_id uuid not null references service_packages, id text not null, request_id uuid references payment_requests, method text not null,
  amount_minor bigint not null check (amount_minor > 0), currency text not null, at timestamptz not null,
  held_why text check (held_why in ('package-cancelled', 'already-paid', 'amount-differs')),
  decision text check (decision in ('refund', 'revive')), primary key (package_id, id), unique (id)
);
create index payments_undecided on payments (at) where held_why is not null and decision is null;
create table refunds (
  id uuid primary key, package_id uuid not null references service_packages, payment_id text not null,
  amount_minor bigint not null check (amount_minor > 0), currency text not null, why text not null, at timestamptz not null,
  status text not null check (status in ('awaiting-approval', 'approved', 'paid', 'unknown', 'refused')), attempt int not null,
  prepared_by text not null, approved_by text, foreign key (package_id, payment_id) references payments,
  check (approved_by is distinct from prepared_by), check ((status = 'awaiting-approval') = (approved_by is null))
);
create unique index refunds_one_open on refunds (payment_id) where status in ('awaiting-approval', 'approved', 'unknown');
create index refunds_by_status on refunds (status, at);`;

// A ticket of a process is identified by its case and its key there; a ticket without a process is its own case.
const tickets = `
create table tickets (
  id uuid primary key, program text not null, case_id uuid not null, process text not null, key text not null, contact_id uuid not null references contacts,
  type text not null, team text not null, lead text not null, status text not null check (status in ('open', 'waiting-on-customer', 'resolved', 'closed')),
  version int not null, opened_at timestamptz not null, due_at timestamptz not null, assignee text, assigned_at timestamptz,
  escalated_at timestamptz, result text, closed_at timestamptz, policy_digest text not null references policy_snapshots, state jsonb not null, helpdesk_ref text,
  unique (case_id, key), check ((status = 'closed') = (closed_at is not null)), check ((status = 'closed') = (result is not null))
);
create index tickets_in_order on tickets (program, due_at, id);
create index tickets_open_by_assignee on tickets (assignee, due_at, id) where status <> 'closed';
create index tickets_open_by_team on tickets (program, team, due_at, id) where status <> 'closed';
create unique index tickets_by_helpdesk on tickets (program, helpdesk_ref) where helpdesk_ref is not null;`;

// When a person was last seen at work: present people get tickets first.
const presence = `
create table presence (login text primary key, seen_at timestamptz not null);`;

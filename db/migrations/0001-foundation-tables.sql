-- What getCreateSchemaSQL() made of the entities. Kept as it was first installed: a later change is a later migration.

create table "api_keys" ("id" uuid not null, "name" text not null, "key_hash" text not null, "program" text not null, "roles" text[] not null, "created_by" text not null, "created_at" timestamptz not null, "revoked_at" timestamptz null, "scope" text not null default 'read-write', "expires_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"));
alter table "api_keys" add constraint "api_keys_key_hash_key" unique ("key_hash");
create index "api_keys_by_app" on "api_keys" ("program", "name");
create index "api_keys_to_end" on "api_keys" ("expires_at") where expires_at is not null and ended_at is null and revoked_at is null;
alter table "api_keys" add constraint "api_keys_expire_after_creation" check (expires_at > created_at);
alter table "api_keys" add constraint "api_keys_scope_check" check ("scope" in ('read-write', 'read-only'));

create table "audit_entries" ("id" bigint generated always as identity not null primary key, "at" timestamptz not null, "actor" text not null, "action" text not null, "program" text null, "case_id" uuid null, "reason" text null, "details" jsonb null);
create index "audit_entries_by_case" on "audit_entries" ("case_id", "id");

create table "carried_out_updates" ("update_id" text not null, "case_id" uuid not null, "at" timestamptz not null, primary key ("update_id"));
create index "carried_out_updates_by_age" on "carried_out_updates" ("at");

create table "case_notes" ("id" uuid not null, "case_id" uuid not null, "by" text not null, "text" text not null, "at" timestamptz not null, primary key ("id"));
create index "case_notes_by_case" on "case_notes" ("case_id");

create table "case_timetables" ("case_id" uuid not null, "process" text not null, "program" text not null, "next_at" timestamptz not null, "steps" jsonb not null, primary key ("case_id"));
create index "case_timetables_by_next" on "case_timetables" ("next_at");
create index "case_timetables_of_intakes" on "case_timetables" ("next_at") where process = 'intake';

create table "contacts" ("id" uuid not null, "program" text not null, "name" text not null, "phone" text not null, "address" text null, "created_at" timestamptz not null, primary key ("id"));
create index "contacts_by_phone" on "contacts" ("program", "phone");
create index contacts_by_pieces on contacts using gin (pieces_of(searched_text(name, phone)));

create table "customers" ("id" uuid not null, "program" text not null, "token_hash" text not null, "created_at" timestamptz not null, primary key ("id"));
alter table "customers" add constraint "customers_token_hash_key" unique ("token_hash");

create table "idempotency_keys" ("key" text not null, "fingerprint" text not null, "status" int null, "body" text null, "at" timestamptz not null, primary key ("key"));
create index "idempotency_keys_by_age" on "idempotency_keys" ("at");

create table "inbox" ("id" bigint generated always as identity not null primary key, "source" text not null, "event_id" text not null, "case_id" uuid null, "body" jsonb not null, "received_at" timestamptz not null, "attempts" int not null default 0, "next_attempt_at" timestamptz not null, "processed_at" timestamptz null, "quarantined_at" timestamptz null, "last_error" text null);
create index "inbox_by_age" on "inbox" ("processed_at") where processed_at is not null;
create index "inbox_quarantined" on "inbox" ("quarantined_at") where quarantined_at is not null;
create index "inbox_waiting" on "inbox" ("next_attempt_at", "id") where processed_at is null and quarantined_at is null;
create index "inbox_waiting_by_case" on "inbox" ("case_id", "id") where processed_at is null and quarantined_at is null;
create index "inbox_with_content" on "inbox" ("processed_at") where processed_at is not null and body <> 'null'::jsonb;
alter table "inbox" add constraint "inbox_source_event_id_key" unique ("source", "event_id");

create table "ledger_entries" ("id" bigint generated always as identity not null primary key, "case_id" uuid not null, "program" text not null, "key" text not null, "kind" text not null, "subject" text not null, "at" timestamptz not null, "rule" text null);
alter table "ledger_entries" add constraint "ledger_entries_case_id_key_key" unique ("case_id", "key");
create trigger ledger_entries_append_only before update or delete on ledger_entries for each row execute function ledger_is_append_only();
create constraint trigger ledger_entries_balanced after insert on ledger_entries deferrable initially deferred for each row execute function ledger_entry_is_balanced();

create table "ledger_postings" ("entry_id" bigint not null, "position" int not null, "account" text not null, "amount_minor" bigint not null, "currency" text not null, primary key ("entry_id", "position"));
alter table "ledger_postings" add constraint "ledger_postings_amount_minor_check" check (amount_minor <> 0);
create trigger ledger_postings_append_only before update or delete on ledger_postings for each row execute function ledger_is_append_only();
create constraint trigger ledger_postings_balanced after insert on ledger_postings deferrable initially deferred for each row execute function ledger_entry_is_balanced();

create table "live_events" ("id" bigint generated always as identity not null primary key, "xid" xid8 not null default pg_current_xact_id(), "kind" text not null, "program" text not null, "case_id" uuid not null, "message_seq" int null, "notification_id" bigint null, "before" jsonb null, "at" timestamptz not null, "told" jsonb null);
create index "live_events_by_age" on "live_events" ("at");
create index "live_events_in_order" on "live_events" ("xid", "id");

create table "login_tries" ("login_hash" text not null, "device" text not null, "tries" int not null, "tried_at" timestamptz not null, "paused_until" timestamptz null, primary key ("login_hash", "device"));
create index "login_tries_by_age" on "login_tries" ("tried_at");

create table "notifications" ("id" bigint generated always as identity not null primary key, "login" text not null, "at" timestamptz not null, "kind" text not null, "program" text not null, "case_id" uuid not null, "details" jsonb null, "read_at" timestamptz null, "process" text not null, "count" int not null default 1, "roles" text[] null);
create index "notifications_by_case" on "notifications" ("case_id");
create index "notifications_by_login" on "notifications" ("login", "id");
alter table "notifications" add constraint "notifications_login_case_id_key" unique ("login", "case_id");
alter table "notifications" add constraint "notifications_process_check" check ("process" in ('conversation', 'ticket', 'service-package'));

create table "outbound_effects" ("id" uuid not null, "key" text not null, "process" text not null, "program" text not null, "case_id" uuid not null, "intent" text not null, "kind" text not null, "channel" text not null, "recipient" text not null, "text" text not null, "details" jsonb null, "status" text not null, "delivery" text null, "provider_ref" text null, "code" text null, "attempts" int not null default 0, "planned_at" timestamptz not null, "sent_at" timestamptz null, "settled_at" timestamptz null, "if_unknown" text not null default 'stay', "resends" int not null default 0, "evidence" jsonb null, "place" bigint generated by default as identity not null, primary key ("id"));
alter table "outbound_effects" add constraint "outbound_effects_key_key" unique ("key");
create index "outbound_effects_by_case" on "outbound_effects" ("case_id", "planned_at");
create index "outbound_effects_by_reference" on "outbound_effects" ("provider_ref") where provider_ref is not null;
create index "outbound_effects_unsettled" on "outbound_effects" ("status", "planned_at") where status in ('planned', 'sending', 'unknown');
alter table "outbound_effects" add constraint "outbound_effects_channel_of_kind" check (channel = split_part(kind, '/', 1));
alter table "outbound_effects" add constraint "outbound_effects_money_is_sent_once" check (channel <> all (array['refund', 'payout']) or if_unknown = 'stay');
alter table "outbound_effects" add constraint "outbound_effects_resent_if_unknown" check (if_unknown <> 'stay' or resends = 0);
alter table "outbound_effects" add constraint "outbound_effects_resent_once" check (if_unknown <> 'resend-once' or resends <= 1);
alter table "outbound_effects" add constraint "outbound_effects_settled_at" check ((status in ('done', 'refused')) = (settled_at is not null));
alter table "outbound_effects" add constraint "outbound_effects_done_has_reference" check (status <> 'done' or provider_ref is not null);
alter table "outbound_effects" add constraint "outbound_effects_refused_has_code" check (status <> 'refused' or code is not null);
alter table "outbound_effects" add constraint "outbound_effects_planned_is_unsent" check (status <> 'planned' or ((sent_at is null) and (attempts = 0)));
alter table "outbound_effects" add constraint "outbound_effects_unknown_was_sent" check (status <> 'unknown' or sent_at is not null);
alter table "outbound_effects" add constraint "outbound_effects_delivered_when_done" check (delivery is null or status = 'done');
alter table "outbound_effects" add constraint "outbound_effects_status_check" check ("status" in ('planned', 'sending', 'done', 'refused', 'unknown'));
alter table "outbound_effects" add constraint "outbound_effects_delivery_check" check ("delivery" in ('delivered', 'failed'));
alter table "outbound_effects" add constraint "outbound_effects_if_unknown_check" check ("if_unknown" in ('stay', 'resend-once', 'same-reference'));
create trigger outbound_effects_legal before update on outbound_effects for each row execute function outbound_effects_legal();
create trigger outbound_effects_planned before insert on outbound_effects for each row execute function outbound_effects_planned();

create table "effect_questions" ("id" bigint generated always as identity not null primary key, "effect_id" uuid not null, "by" jsonb not null, "asked_at" timestamptz not null, "answered_at" timestamptz null, "answer" text null);
create index "effect_questions_open" on "effect_questions" ("id") where answered_at is null;
alter table "effect_questions" add constraint "effect_questions_answered_at" check ((answered_at is null) = (answer is null));

create table "outbox" ("id" bigint generated always as identity not null primary key, "key" text not null, "kind" text not null, "workflow_id" text not null, "payload" jsonb not null, "created_at" timestamptz not null, "attempts" int not null default 0, "next_attempt_at" timestamptz not null, "delivered_at" timestamptz null, "last_error" text null);
alter table "outbox" add constraint "outbox_key_key" unique ("key");
create index "outbox_by_delivery" on "outbox" ("delivered_at") where delivered_at is not null;
create index "outbox_waiting" on "outbox" ("next_attempt_at", "id") where delivered_at is null;
create index "outbox_waiting_by_workflow" on "outbox" ("workflow_id", "id") where delivered_at is null;

create table "people" ("id" uuid not null, "login" text not null, "name" text not null, "password_hash" text not null, "admin" boolean not null default false, "active" boolean not null default true, "locale" text not null default 'ru', "created_at" timestamptz not null, "must_change_password" boolean not null default false, "demo" boolean not null default false, primary key ("id"));
alter table "people" add constraint "people_login_key" unique ("login");

create table "memberships" ("person_id" uuid not null, "program" text not null, "role" text not null, primary key ("person_id", "program", "role"));
create index "memberships_by_role" on "memberships" ("program", "role");

create table "policy_snapshots" ("digest" text not null, "policy" jsonb not null, primary key ("digest"));

create table "cases" ("id" uuid not null, "process" text not null, "program" text not null, "owner_id" uuid null, "key" text null, "version" int not null default 0, "stage" text not null, "queue" text null, "assignee" text null, "overdue" boolean not null default false, "open" boolean not null default true, "opened_at" timestamptz not null, "sort_at" timestamptz not null, "policy_digest" text null, "contact_id" uuid null, "scopes" text[] not null default '{}', "state" jsonb null, primary key ("id"));
create index "cases_by_assignee" on "cases" ("assignee", "process", "stage", "sort_at", "id") where assignee is not null;
create index "cases_by_contact" on "cases" ("contact_id") where contact_id is not null;
create index "cases_by_queue" on "cases" ("program", "process", "queue", "stage", "sort_at", "id") where queue is not null;
create index "cases_held" on "cases" ("assignee") where open and assignee is not null;
create index "cases_open" on "cases" ("program", "process") where open;
create index "cases_overdue" on "cases" ("program", "process", "stage", "sort_at", "id") where overdue;
alter table "cases" add constraint "cases_by_owner" unique ("owner_id", "key");
alter table "cases" add constraint "cases_owned_by_key" check ((owner_id is null) = (key is null));

create table "conversations" ("id" uuid not null, "program" text not null, "customer_id" uuid not null, "previous_id" uuid null, "intake_step" text null, "category" text null, "contract_number" text null, "inn" text null, "opened_at" timestamptz not null, "requested_at" timestamptz null, "waiting_since" timestamptz null, "accepted_at" timestamptz null, "closed_at" timestamptz null, "disposition" text null, "disposition_text" text null, "rating" int null, "rated_at" timestamptz null, "last_seq" int not null default 0, "legal_hold" boolean not null default false, "awaiting_reply_since" timestamptz null, "silent_since" timestamptz null, "reply_steps" text[] not null default '{}', "watched_until" timestamptz null, "intake_answers" int not null default 0, "abandoned" boolean not null default false, primary key ("id"));
alter table "conversations" add constraint "conversations_previous_id_key" unique ("previous_id");
create index "conversations_by_category" on "conversations" ("program", "category", "opened_at", "id") where category is not null;
create index "conversations_by_closing" on "conversations" ("closed_at") where closed_at is not null;
create index "conversations_by_customer" on "conversations" ("customer_id", "opened_at");
create index "conversations_by_disposition" on "conversations" ("program", "disposition", "opened_at", "id") where disposition is not null;
create index conversations_by_id_text on conversations (((id)::text) text_pattern_ops);
alter table "conversations" add constraint "conversations_abandoned_is_closed" check (not abandoned or closed_at is not null);
alter table "conversations" add constraint "conversations_rated_when_closed" check (rating is null or closed_at is not null);
alter table "conversations" add constraint "conversations_reply_awaited_in_silence" check (silent_since is not null or awaiting_reply_since is null);
alter table "conversations" add constraint "conversations_category_after_intake" check ((category is null) = (intake_step is not null or abandoned));
alter table "conversations" add constraint "conversations_rating_check" check (rating >= 1 and rating <= 5);
alter table "conversations" add constraint "conversations_intake_step_check" check ("intake_step" in ('identification', 'category'));
create trigger conversation_number_kept after insert or update of contract_number, inn on conversations for each row execute function conversation_number_kept();

create table "messages" ("id" uuid not null, "conversation_id" uuid not null, "seq" int not null, "at" timestamptz not null, "author" text not null, "login" text null, "text" text not null, "choices" jsonb null, "text_id" text null, "dedupe_key" text null, "answers" text null, primary key ("id"));
alter table "messages" add constraint "messages_dedupe_key_key" unique ("dedupe_key");
alter table "messages" add constraint "messages_conversation_id_seq_key" unique ("conversation_id", "seq");
alter table "messages" add constraint "messages_author_check" check ("author" in ('customer', 'agent', 'bot'));
alter table "messages" add constraint "messages_answers_check" check ("answers" in ('identification', 'category'));

create table "conversation_numbers" ("conversation_id" uuid not null, "searched" text not null, primary key ("conversation_id"));
create index conversation_numbers_by_parts on conversation_numbers using gin (parts_of(searched));

create table "case_scopes" ("case_id" uuid not null, "key" text not null, "program" text not null, "process" text not null, "stage" text not null, "sort_at" timestamptz not null, primary key ("case_id", "key"));
create index "case_scopes_in_order" on "case_scopes" ("program", "process", "key", "stage", "sort_at", "case_id");

create table "presence" ("login" text not null, "seen_at" timestamptz not null, primary key ("login"));

create table "queue_absences" ("program" text not null, "queue" text not null, "from" date not null, "until" date not null, "substitute_name" text not null, "substitute_phone" text not null, "set_by" text not null, "set_at" timestamptz not null, primary key ("program", "queue"));
alter table "queue_absences" add constraint "queue_absences_in_order" check ("from" <= until);

create table "read_marks" ("login" text not null, "conversation_id" uuid not null, "seq" int not null, primary key ("login", "conversation_id"));

create table "reply_waits" ("conversation_id" uuid not null, "since" timestamptz not null, "until" timestamptz not null, "login" text not null, "replied" boolean not null, primary key ("conversation_id", "since"));

create table "service_packages" ("id" uuid not null, "program" text not null, "paid" boolean not null, "booked_by" text not null, "booked_at" timestamptz not null, "moved_at" timestamptz not null, "starts_on" date not null, "expires_on" date not null, "grace_ends_on" date not null, "bought" int not null, "visits_left" int not null, "price_minor" bigint not null, "currency" text not null, "collect_at" timestamptz null, "collect_address" text null, "replaces" uuid null, primary key ("id"));
create index "service_packages_in_order" on "service_packages" ("program", "booked_at", "id");
create index "service_packages_replacing" on "service_packages" ("replaces") where replaces is not null;
alter table "service_packages" add constraint "service_packages_visits_of_bought" check (visits_left >= 0 and visits_left <= bought);
alter table "service_packages" add constraint "service_packages_bought_check" check (bought > 0);
alter table "service_packages" add constraint "service_packages_price_minor_check" check (price_minor > 0);

create table "payment_requests" ("id" uuid not null, "package_id" uuid not null, "method" text not null, "at" timestamptz not null, "status" text not null, "effect_id" uuid null, "order_ref" text null, "link_ref" text null, "url" text null, "code" text null, "next_inquiry_at" timestamptz null, primary key ("id"));
create unique index payment_requests_by_effect on payment_requests (effect_id);
create unique index payment_requests_by_order on payment_requests (method, order_ref);
create index "payment_requests_by_package" on "payment_requests" ("package_id", "at");
create index "payment_requests_to_ask" on "payment_requests" ("next_inquiry_at") where next_inquiry_at is not null;
alter table "payment_requests" add constraint "payment_requests_status_check" check ("status" in ('open', 'paid', 'expired'));

create table "payments" ("package_id" uuid not null, "id" text not null, "request_id" uuid null, "method" text not null, "amount_minor" bigint not null, "currency" text not null, "at" timestamptz not null, "held_why" text null, "decision" text null, "due_at" timestamptz null, primary key ("package_id", "id"));
alter table "payments" add constraint "payments_id_key" unique ("id");
create index "payments_undecided" on "payments" ("at") where held_why is not null and decision is null;
alter table "payments" add constraint "payments_amount_minor_check" check (amount_minor > 0);
alter table "payments" add constraint "payments_held_why_check" check ("held_why" in ('package-cancelled', 'already-paid', 'amount-differs', 'no-visits-left'));
alter table "payments" add constraint "payments_decision_check" check ("decision" in ('refund', 'revive'));

create table "refunds" ("id" uuid not null, "package_id" uuid not null, "payment_id" text not null, "amount_minor" bigint not null, "currency" text not null, "why" text not null, "at" timestamptz not null, "status" text not null, "attempt" int not null, "prepared_by" text not null, "approved_by" text null, "due_at" timestamptz null, "reference" text null, primary key ("id"));
create index "refunds_by_status" on "refunds" ("status", "at");
create unique index "refunds_one_open" on "refunds" ("payment_id") where status in ('awaiting-approval', 'declined', 'approved', 'to-hand-out', 'unknown');
alter table "refunds" add constraint "refunds_approved_by_another" check (approved_by is distinct from prepared_by);
alter table "refunds" add constraint "refunds_approved_by" check ((status in ('awaiting-approval', 'declined')) = (approved_by is null));
alter table "refunds" add constraint "refunds_amount_minor_check" check (amount_minor > 0);
alter table "refunds" add constraint "refunds_status_check" check ("status" in ('awaiting-approval', 'declined', 'approved', 'to-hand-out', 'paid', 'unknown', 'refused'));

create table "sessions" ("sid" text not null, "data" jsonb not null, "expires_at" timestamptz not null, "id" uuid not null default gen_random_uuid(), primary key ("sid"));
create unique index sessions_by_id on sessions (id);
create index sessions_by_person on sessions (((data ->> 'personId'::text)));

create table "stored_files" ("id" uuid not null, "created_at" timestamptz not null, primary key ("id"));

create table "file_chunks" ("file_id" uuid not null, "position" int not null, "bytes" bytea storage external not null, primary key ("file_id", "position"));

create table "attachments" ("id" uuid not null, "conversation_id" uuid not null, "message_id" uuid not null, "name" text not null, "type" text not null, "size" int not null, "sha256" text not null, "at" timestamptz not null, primary key ("id"));
create index "attachments_by_conversation" on "attachments" ("conversation_id");
create index "attachments_by_message" on "attachments" ("message_id");

create table "tickets" ("id" uuid not null, "program" text not null, "type" text not null, "lead" text not null, "due_at" timestamptz not null, "assigned_to" text null, "assigned_at" timestamptz null, "escalated_at" timestamptz null, "result" text null, "closed_at" timestamptz null, "helpdesk_ref" text null, "meant_for" text null, primary key ("id"));
create index "tickets_by_assigned_at" on "tickets" ("program", "assigned_to", "assigned_at");
create index "tickets_by_type" on "tickets" ("program", "type", "due_at", "id");
create index "tickets_meant_for" on "tickets" ("meant_for") where meant_for is not null and closed_at is null;
create unique index "tickets_by_helpdesk_ref" on "tickets" ("helpdesk_ref", "program") where helpdesk_ref is not null;
alter table "tickets" add constraint "tickets_closed_with_result" check ((closed_at is null) = (result is null));

create table "timeline_entries" ("id" bigint generated always as identity not null primary key, "case_id" uuid not null, "at" timestamptz not null, "what" text not null, "by" text not null, "rule" text null, "details" jsonb null, "note_id" uuid null);
create index "timeline_entries_by_case" on "timeline_entries" ("case_id", "id");

create table "visits" ("id" uuid not null, "package_id" uuid not null, "program" text not null, "starts_at" timestamptz not null, "status" text not null, primary key ("id"));
create index "visits_by_package" on "visits" ("package_id", "starts_at");
create index "visits_planned" on "visits" ("program", "starts_at", "id") where status = 'planned';
alter table "visits" add constraint "visits_status_check" check ("status" in ('planned', 'completed', 'counted', 'cancelled', 'forfeited'));

alter table "ledger_postings" add constraint "ledger_postings_entry_id_fkey" foreign key ("entry_id") references "ledger_entries" ("id") on update no action on delete no action;

alter table "effect_questions" add constraint "effect_questions_effect_id_fkey" foreign key ("effect_id") references "outbound_effects" ("id") on update no action;

alter table "memberships" add constraint "memberships_person_id_fkey" foreign key ("person_id") references "people" ("id") on update no action on delete cascade;

alter table "cases" add constraint "cases_owner_id_fkey" foreign key ("owner_id") references "cases" ("id") on update no action on delete no action;
alter table "cases" add constraint "cases_policy_digest_fkey" foreign key ("policy_digest") references "policy_snapshots" ("digest") on update no action on delete no action;
alter table "cases" add constraint "cases_contact_id_fkey" foreign key ("contact_id") references "contacts" ("id") on update no action on delete no action;

alter table "conversations" add constraint "conversations_id_fkey" foreign key ("id") references "cases" ("id") on update no action on delete no action;
alter table "conversations" add constraint "conversations_customer_id_fkey" foreign key ("customer_id") references "customers" ("id") on update no action;
alter table "conversations" add constraint "conversations_previous_id_fkey" foreign key ("previous_id") references "conversations" ("id") on update no action on delete no action;

alter table "messages" add constraint "messages_conversation_id_fkey" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;

alter table "conversation_numbers" add constraint "conversation_numbers_conversation_id_fkey" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;

alter table "case_scopes" add constraint "case_scopes_case_id_fkey" foreign key ("case_id") references "cases" ("id") on update no action on delete cascade;

alter table "read_marks" add constraint "read_marks_conversation_id_fkey" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;

alter table "reply_waits" add constraint "reply_waits_conversation_id_fkey" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;

alter table "service_packages" add constraint "service_packages_id_fkey" foreign key ("id") references "cases" ("id") on update no action on delete no action;
alter table "service_packages" add constraint "service_packages_replaces_fkey" foreign key ("replaces") references "service_packages" ("id") on update no action on delete no action;

alter table "payment_requests" add constraint "payment_requests_package_id_fkey" foreign key ("package_id") references "service_packages" ("id") on update no action;

alter table "payments" add constraint "payments_package_id_fkey" foreign key ("package_id") references "service_packages" ("id") on update no action on delete no action;
alter table "payments" add constraint "payments_request_id_fkey" foreign key ("request_id") references "payment_requests" ("id") on update no action on delete no action;

alter table "refunds" add constraint "refunds_package_id_fkey" foreign key ("package_id") references "service_packages" ("id") on update no action;
alter table "refunds" add constraint "refunds_package_id_payment_id_fkey" foreign key ("package_id", "payment_id") references "payments" ("package_id", "id") on update no action on delete no action;

alter table "file_chunks" add constraint "file_chunks_file_id_fkey" foreign key ("file_id") references "stored_files" ("id") on update no action on delete cascade;

alter table "attachments" add constraint "attachments_id_fkey" foreign key ("id") references "stored_files" ("id") on update no action on delete no action;
alter table "attachments" add constraint "attachments_conversation_id_fkey" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;
alter table "attachments" add constraint "attachments_message_id_fkey" foreign key ("message_id") references "messages" ("id") on update no action on delete cascade;

alter table "tickets" add constraint "tickets_id_fkey" foreign key ("id") references "cases" ("id") on update no action on delete no action;

alter table "timeline_entries" add constraint "timeline_entries_note_id_fkey" foreign key ("note_id") references "case_notes" ("id") on update no action on delete no action;

alter table "visits" add constraint "visits_package_id_fkey" foreign key ("package_id") references "service_packages" ("id") on update no action;

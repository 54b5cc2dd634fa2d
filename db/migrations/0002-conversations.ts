import { Migration } from '@mikro-orm/migrations';

export class Conversations0002 extends Migration {
  override up(): void {
    this.addSql(conversations);
    this.addSql(messages);
    this.addSql(absences);
  }
}

// Statistics and the one-year purge need these columns (CDEK-22, CDEK-23), so they are stored from the start.
const conversations = `
create table conversations (
  id uuid primary key, program text not null, customer_id uuid not null references customers, previous_id uuid unique references conversations,
  stage text not null check (stage in ('intake', 'waiting', 'assigned', 'closed')),
  intake_step text check (intake_step in ('identification', 'category')), version int not null default 0,
  category text, queue text, visited_queues text[] not null default '{}', addressed_roles text[] not null default '{}',
  overdue boolean not null default false, assignee text, contract_number text, inn text,
  opened_at timestamptz not null, requested_at timestamptz, waiting_since timestamptz, accepted_at timestamptz, closed_at timestamptz,
  disposition text, disposition_text text, rating int check (rating between 1 and 5), rated_at timestamptz,
  last_seq int not null default 0, legal_hold boolean not null default false,
  check ((stage = 'intake') = (queue is null)), check ((stage = 'closed') = (closed_at is not null)),
  check (stage <> 'assigned' or assignee is not null), check (rating is null or stage = 'closed')
);
create index conversations_in_order on conversations (program, opened_at, id);
create index conversations_open on conversations (program, queue, opened_at, id) where stage in ('waiting', 'assigned');
create index conversations_by_assignee on conversations (assignee, opened_at, id) where assignee is not null;
create index conversations_by_customer on conversations (customer_id, opened_at);
create index conversations_by_closing on conversations (closed_at) where closed_at is not null;`;

const messages = `
create table messages (
  id uuid primary key, conversation_id uuid not null references conversations on delete cascade, seq int not null,
  at timestamptz not null, author text not null check (author in ('customer', 'agent', 'bot')), login text, text text not null,
  choices jsonb, text_id text, dedupe_key text unique, unique (conversation_id, seq)
);
create table stored_files (id uuid primary key, created_at timestamptz not null);
create table attachments (
  id uuid primary key references stored_files, conversation_id uuid not null references conversations on delete cascade,
  message_id uuid not null references messages on delete cascade, name text not null, type text not null, size int not null,
  sha256 text not null, at timestamptz not null
);
create index attachments_by_message on attachments (message_id);
create index attachments_by_conversation on attachments (conversation_id);
create table file_chunks (
  file_id uuid not null references stored_files on delete cascade, position int not null, bytes bytea not null,
  primary key (file_id, position)
);
alter table file_chunks alter column bytes set storage external;
create table read_marks (
  login text not null, conversation_id uuid not null references conversations on delete cascade, seq int not null,
  primary key (login, conversation_id)
);`;

const absences = `
create table queue_absences (
  program text not null, queue text not null, "from" date not null, until date not null, substitute_name text not null,
  substitute_phone text not null, set_by text not null, set_at timestamptz not null,
  primary key (program, queue), check ("from" <= until)
);`;

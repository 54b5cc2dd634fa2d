import { Migration } from '@mikro-orm/migrations';

export class ReplyClock0018 extends Migration {
  override up(): void {
    this.addSql(`alter table conversations add column awaiting_reply_since timestamptz, add column silent_since timestamptz,
      add column reply_steps text[] not null default '{}', add column watched_until timestamptz,
      add check (stage = 'assigned' or silent_since is null),
      add check (silent_since is not null or awaiting_reply_since is null);`);
    this.addSql(`create table reply_waits (
      conversation_id uuid not null references conversations on delete cascade, since timestamptz not null,
      until timestamptz not null, login text not null, replied boolean not null, primary key (conversation_id, since)
    );`);
  }
}

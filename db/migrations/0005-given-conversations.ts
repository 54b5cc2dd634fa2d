import { Migration } from '@mikro-orm/migrations';

/** Requests are given to people, as tickets are: whose they were last and since when, and for whom one is meant. */
export class GivenConversations extends Migration {
  override up(): void {
    this.addSql(
      'alter table "conversations" add column "assigned_to" text null, add column "assigned_at" timestamptz null, add column "meant_for" text null',
    );
    this.addSql(
      'create index "conversations_by_assigned_at" on "conversations" ("program", "assigned_to", "assigned_at") where assigned_to is not null',
    );
    this.addSql(
      'create index "conversations_meant_for" on "conversations" ("meant_for") where meant_for is not null and closed_at is null',
    );
  }
}

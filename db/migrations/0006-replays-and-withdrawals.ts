import { Migration } from '@mikro-orm/migrations';

/** A draft is run forward over real openings, and a version is withdrawn before it comes into force. */
export class ReplaysAndWithdrawals extends Migration {
  override up(): void {
    this.addSql(
      `alter table "program_versions" add column "withdrawn_at" timestamptz null, add column "withdrawn_by" text null,
        add column "withdrawal_note" text null`,
    );
    this.addSql(
      `create table "program_replays" ("id" uuid not null, "draft_id" uuid not null,
        "draft_changed_at" timestamptz not null, "source" jsonb not null, "program" text not null, "base" int not null,
        "last_days" int not null, "from_at" timestamptz not null, "until_at" timestamptz not null,
        "status" text not null, "total" int not null, "looked_at" int not null default 0, "place_at" timestamptz null,
        "place_id" uuid null, "result" jsonb not null, "asked_at" timestamptz not null, "asked_by" text not null,
        "finished_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "program_replays" add constraint "program_replays_draft_id_fkey" foreign key ("draft_id")
        references "program_drafts" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "program_replays" add constraint "program_replays_status_check"
        check ("status" in ('running', 'done', 'stopped', 'failed'))`,
    );
    this.addSql('create index "program_replays_by_draft" on "program_replays" ("draft_id", "asked_at")');
    this.addSql(
      `create unique index "program_replays_running" on "program_replays" ("draft_id") where status = 'running'`,
    );
    this.addSql('create index "cases_by_opening" on "cases" ("program", "opened_at", "id") where owner_id is null');
  }
}

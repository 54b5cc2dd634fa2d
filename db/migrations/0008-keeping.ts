import { Migration } from '@mikro-orm/migrations';

/** Cases that a law or a dispute keeps, whatever their program says. */
export class Keeping extends Migration {
  override up(): void {
    this.addSql(
      `create table "legal_holds" ("case_id" uuid not null, "reason" text not null, "held_by" text not null,
        "held_at" timestamptz not null, primary key ("case_id"))`,
    );
    this.addSql(
      'alter table "legal_holds" add constraint "legal_holds_case_id_fkey" foreign key ("case_id") references "cases" ("id") on update no action on delete no action',
    );
    // The column had no screen, but someone may have set it in the database.
    this.addSql(
      `insert into legal_holds (case_id, reason, held_by, held_at)
        select id, 'Held in an earlier version, which kept no reason', 'careline', now() from conversations where legal_hold`,
    );
    this.addSql('alter table "conversations" drop column "legal_hold"');
    this.addSql('create index "tickets_by_closing" on "tickets" ("closed_at") where closed_at is not null');
  }
}

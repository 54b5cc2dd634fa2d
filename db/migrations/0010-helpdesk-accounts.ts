import { Migration } from '@mikro-orm/migrations';

/** A program may have a help desk of its own, and two help desks may give tickets the same number. */
export class HelpdeskAccounts extends Migration {
  override up(): void {
    this.addSql('alter table "tickets" add column "helpdesk_account" text null');
    this.addSql('drop index "tickets_by_helpdesk_ref"');
    this.addSql(
      'create unique index tickets_by_helpdesk_ref on tickets (helpdesk_ref, program, helpdesk_account) nulls not distinct where helpdesk_ref is not null',
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

/** A new process notifies people without a migration. */
export class AnyProcessNotifies extends Migration {
  override up(): void {
    this.addSql('alter table "notifications" drop constraint "notifications_process_check"');
  }
}

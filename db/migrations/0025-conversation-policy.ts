import { Migration } from '@mikro-orm/migrations';

/** A request keeps the policy with which it began. */
export class ConversationPolicy0025 extends Migration {
  override up(): void {
    this.addSql('alter table conversations add column policy_digest text references policy_snapshots (digest);');
  }
}

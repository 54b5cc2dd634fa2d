import { Migration } from '@mikro-orm/migrations';

export class OverdueAndOld0013 extends Migration {
  override up(): void {
    this.addSql('create index conversations_overdue on conversations (program, opened_at, id) where overdue;');
    this.addSql('create index outbox_by_delivery on outbox (delivered_at) where delivered_at is not null;');
    this.addSql(
      "create index inbox_with_content on inbox (processed_at) where processed_at is not null and body <> 'null'::jsonb;",
    );
  }
}

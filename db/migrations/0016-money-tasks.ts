import { Migration } from '@mikro-orm/migrations';

export class MoneyTasks0016 extends Migration {
  override up(): void {
    this.addSql('alter table payments add column due_at timestamptz;');
    this.addSql('alter table refunds add column due_at timestamptz, add column reference text;');
    this.addSql('alter table refunds drop constraint refunds_status_check, drop constraint refunds_check1;');
    this.addSql(`alter table refunds
      add check (status in ('awaiting-approval', 'declined', 'approved', 'to-hand-out', 'paid', 'unknown', 'refused')),
      add check ((status in ('awaiting-approval', 'declined')) = (approved_by is null));`);
    this.addSql('drop index refunds_one_open;');
    this.addSql(`create unique index refunds_one_open on refunds (payment_id)
      where status in ('awaiting-approval', 'declined', 'approved', 'to-hand-out', 'unknown');`);
  }
}

// Owns whom a ticket is meant for before it is theirs, the order in which effects were planned, and money that has come for a
// package of which nothing is left.
import { Migration } from '@mikro-orm/migrations';

export class DistributionAndOrder0012 extends Migration {
  override up(): void {
    this.addSql('alter table tickets add column meant_for text;');
    this.addSql(
      "create index tickets_open_by_meant_for on tickets (meant_for) where status <> 'closed' and assignee is null;",
    );
    this.addSql('create index tickets_by_assigned_at on tickets (program, assignee, assigned_at);');
    this.addSql('alter table outbound_effects add column place bigint generated always as identity;');
    this.addSql('alter table payments drop constraint payments_held_why_check;');
    this.addSql(
      `alter table payments add check (held_why in ('package-cancelled', 'already-paid', 'amount-differs', 'no-visits-left'));`,
    );
  }
}

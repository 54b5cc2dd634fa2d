import { Migration } from '@mikro-orm/migrations';

/** Programs have accounts of their own, so two providers may give orders the same name. */
export class OrdersOfSeveralProviders extends Migration {
  override up(): void {
    this.addSql('drop index "payment_requests_by_order"');
    this.addSql('create index "payment_requests_by_order" on "payment_requests" ("order_ref")');
  }
}

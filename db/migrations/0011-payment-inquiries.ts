// A provider is asked whether a request was paid, in case its callback never arrives.
import { Migration } from '@mikro-orm/migrations';

export class PaymentInquiries0011 extends Migration {
  override up(): void {
    this.addSql('alter table payment_requests add column next_inquiry_at timestamptz;');
    this.addSql(
      'create index payment_requests_to_ask on payment_requests (next_inquiry_at) where next_inquiry_at is not null;',
    );
  }
}

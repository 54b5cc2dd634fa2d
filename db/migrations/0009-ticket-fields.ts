import { Migration } from '@mikro-orm/migrations';

/** The values of a program's own fields of tickets, by field. They are only here, and go with the ticket. */
export class TicketFields extends Migration {
  override up(): void {
    this.addSql('alter table "tickets" add column "fields" jsonb null');
  }
}

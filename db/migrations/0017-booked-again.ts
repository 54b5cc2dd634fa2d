// FK-12: a package can be booked again from an ended one.
import { Migration } from '@mikro-orm/migrations';

export class BookedAgain0017 extends Migration {
  override up(): void {
    this.addSql('alter table service_packages add column replaces uuid references service_packages;');
    this.addSql('create index service_packages_replacing on service_packages (replaces) where replaces is not null;');
  }
}

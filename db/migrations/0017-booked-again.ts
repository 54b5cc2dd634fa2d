// Owns which ended package a package was booked again from (FK-12).
import { Migration } from '@mikro-orm/migrations';

export class BookedAgain0017 extends Migration {
  override up(): void {
    this.addSql('alter table service_packages add column replaces uuid references service_packages;');
    this.addSql('create index service_packages_replacing on service_packages (replaces) where replaces is not null;');
  }
}

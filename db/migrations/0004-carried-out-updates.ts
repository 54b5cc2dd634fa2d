// A repeated request finds the outcome of the first one here.
import { Migration } from '@mikro-orm/migrations';

export class CarriedOutUpdates0004 extends Migration {
  override up(): void {
    this.addSql(`create table carried_out_updates (update_id text primary key, case_id uuid not null, at timestamptz not null);
      create index carried_out_updates_by_age on carried_out_updates (at);`);
  }
}

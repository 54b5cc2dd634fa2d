// Intakes that were already open wait until their customer writes again.
import { Migration } from '@mikro-orm/migrations';

export class IntakeClock0019 extends Migration {
  override up(): void {
    this.addSql(`alter table conversations add column intake_answers int not null default 0,
      add column abandoned boolean not null default false, drop constraint conversations_check,
      add check (not abandoned or stage = 'closed'), add check ((queue is null) = (stage = 'intake' or abandoned));`);
    this.addSql("create index case_timetables_of_intakes on case_timetables (next_at) where process = 'intake';");
    this.addSql('create index conversations_abandoned on conversations (program, opened_at, id) where abandoned;');
  }
}

// Owns the index by which a ticket is found when its help desk tells us of it: by the desk's name alone, which knows no programs.
import { Migration } from '@mikro-orm/migrations';

export class TicketsByHelpdesk0010 extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}

// The same promise as before, one name for one ticket of a program; led by what is looked for.
const indexes = `
drop index tickets_by_helpdesk;
create unique index tickets_by_helpdesk_ref on tickets (helpdesk_ref, program) where helpdesk_ref is not null;`;

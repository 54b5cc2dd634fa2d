// A help desk's event names a ticket only by the desk's own id, without a program.
import { Migration } from '@mikro-orm/migrations';

export class TicketsByHelpdesk0010 extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}

// As before, one id is one ticket of a program; now the searched column comes first.
const indexes = `
drop index tickets_by_helpdesk;
create unique index tickets_by_helpdesk_ref on tickets (helpdesk_ref, program) where helpdesk_ref is not null;`;

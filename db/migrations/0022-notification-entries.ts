// People have one entry per case. Live events may be for several people without being stored for any.
import { Migration } from '@mikro-orm/migrations';

export class NotificationEntries0022 extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(outdated);
    this.addSql(oneEach);
    this.addSql('alter table live_events add column told jsonb;');
  }
}

const columns = `
alter table notifications add column process text, add column count int not null default 1, add column roles text[];
update notifications set process = case when kind like 'ticket-%' then 'ticket'
  when kind like 'money-%' or kind like 'refund-%' then 'service-package' else 'conversation' end;
alter table notifications alter column process set not null,
  add check (process in ('conversation', 'ticket', 'service-package'));`;

// Outdated notifications: requests that were accepted in the meantime, and closed tickets.
const outdated = `
delete from notifications where kind = 'taken';
delete from notifications n using conversations c where n.case_id = c.id and case
  when n.kind in ('new', 'overdue', 'waiting-at-opening') then c.stage <> 'waiting'
  when n.kind = 'reply-escalated' then c.stage <> 'assigned'
  else c.stage <> 'assigned' or c.assignee <> n.login end;
update notifications n set roles = c.addressed_roles from conversations c
  where n.case_id = c.id and n.kind in ('new', 'overdue', 'waiting-at-opening');
update notifications n set roles = array(select m.role from memberships m join people p on p.id = m.person_id
  where p.login = n.login and m.program = n.program) where n.kind in ('money-waiting', 'money-overdue');
delete from notifications n using tickets t where n.case_id = t.id and t.status = 'closed';`;

const oneEach = `
update notifications n set count = all_told.times
  from (select max(id) as id, count(*) as times from notifications group by login, case_id having count(*) > 1) as all_told
  where n.id = all_told.id;
delete from notifications n using notifications newer
  where newer.login = n.login and newer.case_id = n.case_id and newer.id > n.id;
alter table notifications drop constraint notifications_login_case_id_kind_at_key;
alter table notifications add unique (login, case_id);`;

import { sql } from '../sql.ts';
import type { CaseNotice } from './case-notice.ts';

/** The sandbox of the help desk has no ticket numbers. */
export const ticketNotice: CaseNotice = {
  process: 'ticket',
  number: sql`(select t.helpdesk_ref from tickets t where t.id = n.case_id and t.helpdesk_ref not like 'sandbox%')`,
  dueAt: sql`(select t.due_at from tickets t where t.id = n.case_id and t.closed_at is null)`,
};

import { sql } from '../sql.ts';
import type { CaseNotice } from './case-notice.ts';

/** A contract number may be a whole message. */
export const conversationNotice: CaseNotice = {
  process: 'conversation',
  number: sql`(select coalesce(c.inn, left(c.contract_number, 100)) from conversations c where c.id = n.case_id)`,
  dueAt: sql`(select t.next_at from case_timetables t where t.case_id = n.case_id)`,
};

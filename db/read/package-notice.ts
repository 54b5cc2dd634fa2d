import { sql } from '../sql.ts';
import type { CaseNotice } from './case-notice.ts';

/** People are notified about a package for a decision about its money. */
export const packageNotice: CaseNotice = {
  process: 'service-package',
  number: null,
  dueAt: sql`least((select min(p.due_at) from payments p where p.package_id = n.case_id and p.held_why is not null and p.decision is null),
    (select min(r.due_at) from refunds r where r.package_id = n.case_id
      and r.status in ('awaiting-approval', 'declined', 'to-hand-out', 'unknown', 'refused')))`,
};

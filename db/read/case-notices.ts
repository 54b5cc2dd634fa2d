import type { RawBuilder } from 'kysely';
import { sql } from '../sql.ts';
import type { CaseNotice } from './case-notice.ts';
import { conversationNotice } from './conversation-notice.ts';
import { packageNotice } from './package-notice.ts';
import { ticketNotice } from './ticket-notice.ts';

const notices: readonly CaseNotice[] = [conversationNotice, ticketNotice, packageNotice];

function byProcess(expression: (notice: CaseNotice) => RawBuilder<unknown> | null): RawBuilder<string | null> {
  const cases = notices.flatMap((notice) => {
    const found = expression(notice);
    return found === null ? [] : [sql` when ${sql.lit(notice.process)} then ${found}`];
  });
  return sql`case n.process${sql.join(cases, sql``)} end`;
}

/** For an entry `n`: the number of its case. */
export const caseNumber = byProcess(({ number }) => number);

/** For an entry `n`: the due time of its case. */
export const caseDueAt = byProcess(({ dueAt }) => dueAt);

import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Something that left because of a case: a text of the bot, or an effect by its kind and intent. No words, no people. */
export type Left = { at: Instant; kind: string; what: string; status: string };

/** What left since a case was moved to the rules that it has. */
export type LeftMeanwhile = { since: Instant; sent: Left[] };

/** By the id of each case that was ever moved. Effects count that have left or may have left. */
export async function leftSinceMoved(em: Em, caseIds: readonly string[]): Promise<Map<string, LeftMeanwhile>> {
  if (caseIds.length === 0) return new Map();
  const found = await rows<{ caseId: string; since: Instant } & Partial<Left>>(
    em,
    sql`with moved as (
        select distinct on (case_id) case_id, at from timeline_entries
        where case_id = any(${caseIds}::uuid[]) and what = 'rules-changed' order by case_id, id desc
      ), sent as (
        select e.case_id, e.sent_at as at, e.kind, e.intent as what, e.status
        from moved m join outbound_effects e on e.case_id = m.case_id and e.sent_at >= m.at
        union all
        select m.case_id, s.at, 'text', s.text_id, 'done'
        from moved m join messages s on s.conversation_id = m.case_id and s.at >= m.at and s.text_id is not null
      )
      select m.case_id as "caseId", m.at as since, s.at, s.kind, s.what, s.status
      from moved m left join sent s on s.case_id = m.case_id order by m.case_id, s.at, s.what`,
  );
  const left = new Map<string, LeftMeanwhile>();
  for (const { caseId, since, at, kind = '', what = '', status = '' } of found) {
    const one = left.get(caseId) ?? { since, sent: [] };
    if (at !== undefined && at !== null) one.sent.push({ at, kind, what, status });
    left.set(caseId, one);
  }
  return left;
}

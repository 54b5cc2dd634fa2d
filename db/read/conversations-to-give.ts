import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { PRESENT_WITHIN } from './team.ts';

/** A request that waits for someone of its queue who is at work; `version` is its latest. */
export type ToGive = { caseId: string; program: string; version: number };

const MOST = 50;

/**
 * The requests that could go to a person who is at work, the longest waiting first. Also those for which one is
 * being chosen: the choice may have missed the person. What they have returned is not offered to them again.
 */
export async function readConversationsToGive(em: Em, login: string, at: Instant): Promise<ToGive[]> {
  return rows<ToGive>(
    em,
    sql`select k.id as "caseId", k.program, k.version from people p join presence on presence.login = p.login join memberships m on m.person_id = p.id
        join cases k on k.program = m.program and k.process = 'conversation' and k.open and k.stage = 'waiting'
          and k.state -> 'giving' is not null and k.state -> 'addressedRoles' ->> 0 = m.role
          and k.state ->> 'returnedBy' is distinct from p.login
      where p.login = ${login} and p.active and not p.admin
        and presence.seen_at > ${at}::timestamptz - ${PRESENT_WITHIN}::interval order by k.state ->> 'waitingSince', k.id limit ${MOST}`,
  );
}

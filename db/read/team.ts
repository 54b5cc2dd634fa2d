import type { RawBuilder } from 'kysely';
import { type Instant } from '../../domain/calendar/instant.ts';
import type { Candidate } from '../../domain/distribution.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

// A person whose browser or app has asked for nothing for this long is not at work.
export const PRESENT_WITHIN = '5 minutes';

type Team = { program: string; team: string; at: Instant };

/** The active people of a team at an instant, for the distribution of tickets. One meant for a person counts as theirs. */
export async function readTeam(em: Em, asked: Team): Promise<Candidate[]> {
  return teamWith(em, asked, sql`tickets`);
}

/** The same for the requests of a queue. */
export async function readTeamOfQueue(em: Em, asked: Team): Promise<Candidate[]> {
  return teamWith(em, asked, sql`conversations`);
}

/** `table` has its work: whose it was last and since when, and for whom it is meant. */
async function teamWith(em: Em, { program, team, at }: Team, table: RawBuilder<unknown>): Promise<Candidate[]> {
  return rows<Candidate>(
    em,
    sql`select people.login, coalesce(presence.seen_at > ${at}::timestamptz - ${PRESENT_WITHIN}::interval, false) as present,
        (select count(*)::int from ${table} t join cases k on k.id = t.id where k.open and k.assignee = people.login and t.program = ${program})
          + (select count(*)::int from ${table} t join cases k on k.id = t.id
            where t.meant_for = people.login and t.closed_at is null and k.assignee is null and k.open and t.program = ${program}) as held,
        (select max(assigned_at) from ${table} t where t.assigned_to = people.login and t.program = ${program}) as "lastGivenAt"
      from people join memberships on person_id = people.id and memberships.program = ${program} and role = ${team}
      left join presence on presence.login = people.login
      where active and not admin order by people.login`,
  );
}

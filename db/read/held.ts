import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

/** The requests and open tickets that a person has in hand. */
export async function listHeldBy(em: Em, login: string): Promise<Held[]> {
  return rows<Held>(
    em,
    sql`select coalesce(o.process, k.process) as process, k.process as kind, k.id, k.program, k.version, coalesce(o.id, k.id) as "caseId",
        coalesce(k.key, k.state ->> 'id') as key, coalesce(policy -> 'types', policy #> '{tickets,types}') -> t.type as type
      from cases k left join cases o on o.id = k.owner_id left join tickets t on t.id = k.id
      left join policy_snapshots on t.id is not null and digest = k.policy_digest
      where k.open and k.assignee = ${login} order by 1, k.id`,
  );
}

/** All people and apps with work in hand, whether they can work or not. */
export async function listHolders(em: Em): Promise<string[]> {
  const found = await rows<{ assignee: string }>(
    em,
    sql`select distinct assignee from cases where open and assignee is not null order by assignee`,
  );
  return found.map(({ assignee }) => assignee);
}

/**
 * The roles that a person or app can work with at an instant, or could without one of its keys; `null` for a login that
 * has never existed.
 */
export async function readStanding(
  em: Em,
  login: string,
  at: Instant,
  { without = null }: { without?: string | null } = {},
): Promise<Standing | null> {
  const statement = login.startsWith('app:') ? ofApp(login, at, without) : ofPerson(login);
  const found = await row<Omit<Standing, 'login'>>(em, statement);
  return found && { login, ...found };
}

function ofPerson(login: string) {
  return sql<Omit<Standing, 'login'>>`select case when active then 'roles' else 'deactivated' end as how,
      coalesce((select jsonb_agg(jsonb_build_object('program', program, 'role', role)) from memberships
        where person_id = people.id and active and not admin), '[]') as memberships
    from people where login = ${login}`;
}

// Keys with one name are one app: it can do what its valid keys can. A read-only key cannot do any work.
function ofApp(login: string, at: Instant, without: string | null) {
  const [, program = '', ...name] = login.split(':');
  const works = sql`scope = 'read-write' and revoked_at is null and ended_at is null
    and (expires_at is null or expires_at > ${at}::timestamptz) and id is distinct from ${without}::uuid`;
  return sql<Omit<Standing, 'login'>>`with keys as (select *, ${works} as works from api_keys
      where program = ${program} and name = ${name.join(':')})
    select case when bool_or(works) then 'roles' else coalesce((select case when revoked_at is null then 'key-expired'
        else 'key-revoked' end from keys where revoked_at is not null or expires_at <= ${at}::timestamptz
      order by coalesce(revoked_at, expires_at) desc limit 1), 'roles') end as how,
      coalesce((select jsonb_agg(distinct jsonb_build_object('program', program, 'role', role))
        from keys, unnest(roles) as role where works), '[]') as memberships
    from keys having count(*) > 0`;
}

import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';

export type PersonRecord = {
  login: string;
  name: string;
  admin: boolean;
  active: boolean;
  /** True if they have a first password and may only change it. */
  mustChangePassword: boolean;
  locale: string;
  memberships: Membership[];
  createdAt: Instant;
};

const columns = sql`login, name, admin, active, must_change_password as "mustChangePassword", locale, created_at as "createdAt",
  (select coalesce(jsonb_agg(jsonb_build_object('program', program, 'role', role) order by program, role), '[]')
    from memberships where person_id = people.id) as memberships`;

function recordOf(found: PersonRecord): PersonRecord {
  return { ...found, createdAt: instantOf(found.createdAt) };
}

export async function readPerson(em: Em, login: string): Promise<PersonRecord | null> {
  const found = await row<PersonRecord>(em, sql`select ${columns} from people where login = ${login}`);
  return found === null ? null : recordOf(found);
}

/** People by login name. */
export async function listPeople(em: Em, page: { after: string; limit: number }): Promise<PersonRecord[]> {
  const found = await rows<PersonRecord>(
    em,
    sql`select ${columns} from people where login > ${page.after} order by login limit ${page.limit}`,
  );
  return found.map(recordOf);
}

/** A person to whom a program's requests can be assigned, with their roles in it. */
export type ColleagueRecord = { id: string; login: string; name: string; roles: string[] };

/** Active people who work in a program, by login name; without admins. */
export async function listColleagues(
  em: Em,
  { program, after, limit }: { program: string; after: string; limit: number },
): Promise<ColleagueRecord[]> {
  return rows<ColleagueRecord>(
    em,
    sql`select p.id, p.login, p.name, array_agg(m.role order by m.role) as roles
      from people p join memberships m on m.person_id = p.id and m.program = ${program}
      where p.active and not p.admin and p.login > ${after} group by p.id order by p.login limit ${limit}`,
  );
}

/** People whose login a program may show: its staff, and people who no longer hold any role. By login name. */
export async function listNames(
  em: Em,
  { program, after, limit }: { program: string; after: string; limit: number },
): Promise<Pick<PersonRecord, 'login' | 'name'>[]> {
  return rows(
    em,
    sql`select login, name from people p
      where login > ${after} and coalesce((select bool_or(program = ${program}) from memberships where person_id = p.id), true)
      order by login limit ${limit}`,
  );
}

export type Account = { id: string; passwordHash: string };

/** The data that checks a login; `null` when no active person has the name. */
export async function readAccount(em: Em, login: string): Promise<Account | null> {
  return row<Account>(
    em,
    sql`select id, password_hash as "passwordHash" from people where login = ${login} and active`,
  );
}

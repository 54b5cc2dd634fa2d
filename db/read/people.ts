import type { InferEntity, Loaded } from '@mikro-orm/core';
import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { Person } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { findOne, plain } from '../records.ts';
import { rows, sql } from '../sql.ts';

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

const fields = ['login', 'name', 'admin', 'active', 'mustChangePassword', 'locale', 'createdAt'] as const;

const withMemberships = {
  fields: [...fields, 'memberships.program', 'memberships.role'],
  populate: ['memberships'],
} as const;

type Found = Loaded<InferEntity<typeof Person>, 'memberships', (typeof withMemberships.fields)[number]>;

function recordOf(person: Found): PersonRecord {
  const memberships = person.memberships.map(({ program, role }) => ({ program, role }));
  return { ...plain(person, fields), memberships };
}

export async function readPerson(em: Em, login: string): Promise<PersonRecord | null> {
  const found = await em.findOne(Person, { login }, { ...withMemberships, strategy: 'joined' });
  return found === null ? null : recordOf(found);
}

/** People by login name. */
export async function listPeople(em: Em, { after, limit }: { after: string; limit: number }): Promise<PersonRecord[]> {
  const people = { ...withMemberships, orderBy: { login: 'asc' }, limit } as const;
  return (await em.find(Person, { login: { $gt: after } }, people)).map(recordOf);
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
  return findOne(em, Person, { login, active: true }, ['id', 'passwordHash']);
}

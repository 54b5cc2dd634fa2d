import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { Membership as MembershipRow, Person } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';
import { tellAccess } from './access-change.ts';

export type NewPerson = {
  id: string;
  login: string;
  name: string;
  passwordHash: string;
  /** A person with a first password may only change it. */
  mustChangePassword?: boolean;
  admin: boolean;
  locale: string;
  memberships: readonly Membership[];
};

/** @throws an error that `isTaken` recognizes when the login name is taken */
export async function insertPerson(em: Em, { memberships, ...person }: NewPerson, at: Instant): Promise<void> {
  await em.insert(Person, { ...person, createdAt: at });
  await addMemberships(em, person.id, memberships);
}

export type PersonChange = {
  name?: string;
  /** Set by another person: it is a first password, and the person is no longer a demo person. */
  passwordHash?: string;
  active?: boolean;
  memberships?: readonly Membership[];
};

/**
 * Changes the given fields. If rights change, the processes that stream to the person are told. Returns the person's
 * id, or `null` for an unknown login name. Run it in a transaction.
 */
export async function updatePerson(em: Em, login: string, change: PersonChange): Promise<string | null> {
  const { passwordHash, memberships, ...others } = change;
  // Locked: of two changes at once, the later one replaces the roles of the earlier one.
  const people = em.getKysely().selectFrom('people').where('login', '=', login);
  const person = await people.select('id').forUpdate().executeTakeFirst();
  if (person === undefined) return null;
  const password = passwordHash === undefined ? {} : { passwordHash, mustChangePassword: true, demo: false };
  await em.nativeUpdate(Person, person, { ...others, ...password });
  if (memberships !== undefined) {
    await em.nativeDelete(MembershipRow, { person });
    await addMemberships(em, person.id, memberships);
  }
  if (memberships !== undefined || change.active !== undefined) await tellAccess(em, person.id);
  return person.id;
}

/**
 * Changes a person's own password. Returns false when it was changed in another way since `before` was read, or the
 * person is no longer active.
 */
export async function changeOwnPassword(
  em: Em,
  { personId, before, passwordHash }: { personId: string; before: string; passwordHash: string },
): Promise<boolean> {
  const person = { id: personId, passwordHash: before, active: true };
  return (await em.nativeUpdate(Person, person, { passwordHash, mustChangePassword: false })) > 0;
}

async function addMemberships(em: Em, person: string, memberships: readonly Membership[]): Promise<void> {
  const given = memberships.map(({ program, role }) => ({ person, program, role }));
  await em.upsertMany(MembershipRow, given, { onConflictAction: 'ignore' });
}

export type DemoAccount = {
  login: string;
  name: string;
  admin: boolean;
  /** The language of the console. */
  locale: string;
  memberships: readonly Membership[];
};

/** Loads the people of a demo installation. Existing people stay as they are, even with a changed password. */
export async function loadDemoPeople(
  em: Em,
  people: readonly DemoAccount[],
  passwordHash: string,
  now: Instant,
): Promise<void> {
  await rows(
    em,
    sql`with given as (
      select gen_random_uuid() as id, login, name, admin, locale, memberships
      from jsonb_to_recordset(${json(people)}) as g (login text, name text, admin boolean, locale text, memberships jsonb)
    ), added as (
      insert into people (id, login, name, password_hash, admin, locale, demo, created_at)
      select id, login, name, ${passwordHash}, admin, locale, true, ${now}::timestamptz from given on conflict do nothing returning id
    ) insert into memberships (person_id, program, role)
      select id, m.program, m.role from added join given using (id), jsonb_to_recordset(memberships) as m (program text, role text)`,
  );
}

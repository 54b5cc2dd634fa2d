import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';
import { tellingAccess } from './access-change.ts';

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
export async function insertPerson(em: Em, person: NewPerson, at: Instant): Promise<void> {
  const { id, login, name, passwordHash, mustChangePassword = false, admin, locale, memberships } = person;
  await rows(
    em,
    sql`insert into people (id, login, name, password_hash, must_change_password, admin, locale, created_at)
      values (${id}::uuid, ${login}, ${name}, ${passwordHash}, ${mustChangePassword}, ${admin}, ${locale}, ${at}::timestamptz)`,
  );
  await addMemberships(em, id, memberships);
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
  const { name = null, passwordHash = null, active = null, memberships } = change;
  const found = await row<{ id: string }>(
    em,
    sql`update people set name = coalesce(${name}, name), password_hash = coalesce(${passwordHash}, password_hash),
      must_change_password = must_change_password or ${passwordHash}::text is not null,
      demo = demo and ${passwordHash}::text is null,
      active = coalesce(${active}::boolean, active) where login = ${login} returning id`,
  );
  if (found === null) return null;
  if (memberships !== undefined) {
    await rows(em, sql`delete from memberships where person_id = ${found.id}::uuid`);
    await addMemberships(em, found.id, memberships);
  }
  if (memberships !== undefined || active !== null) await rows(em, sql`select ${tellingAccess(sql`${found.id}`)}`);
  return found.id;
}

/**
 * Changes a person's own password. Returns false when it was changed in another way since `before` was read, or the
 * person is no longer active.
 */
export async function changeOwnPassword(
  em: Em,
  { personId, before, passwordHash }: { personId: string; before: string; passwordHash: string },
): Promise<boolean> {
  const changed = await row(
    em,
    sql`update people set password_hash = ${passwordHash}, must_change_password = false
      where id = ${personId}::uuid and password_hash = ${before} and active returning id`,
  );
  return changed !== null;
}

async function addMemberships(em: Em, personId: string, memberships: readonly Membership[]): Promise<void> {
  await rows(
    em,
    sql`insert into memberships (person_id, program, role)
      select ${personId}::uuid, program, role from jsonb_to_recordset(${json(memberships)}) as m (program text, role text)
      on conflict do nothing`,
  );
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

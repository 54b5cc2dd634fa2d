import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { tellingAccess } from './access-change.ts';

// One lock for all processes and commands: two of them run one after the other.
const ADMIN_LOCK = 20_261_130;

export type Admin = { id: string; login: string; name: string; passwordHash: string; locale: string };

/** Until the transaction ends, no other process makes admins. */
export async function lockAdmins(em: Em): Promise<void> {
  await rows(em, sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
}

/** True if there has ever been an admin. People are never deleted, so former admins count. */
export async function hasHadAdmin(em: Em): Promise<boolean> {
  return (await row(em, sql`select 1 from people where admin limit 1`)) !== null;
}

/** True if an admin will be left once the demo people are gone. */
export async function hasOwnAdmin(em: Em): Promise<boolean> {
  return (await row(em, sql`select 1 from people where admin and active and not demo limit 1`)) !== null;
}

/**
 * Makes an admin with a first password, from a new or an existing person. Returns the id and whether the person is new.
 */
export async function makeAdmin(em: Em, admin: Admin, at: Instant): Promise<{ id: string; isNew: boolean }> {
  const { id, login, name, passwordHash, locale } = admin;
  const made = await row<{ id: string; isNew: boolean }>(
    em,
    sql`insert into people (id, login, name, password_hash, must_change_password, admin, locale, created_at)
        values (${id}::uuid, ${login}, ${name}, ${passwordHash}, true, true, ${locale}, ${at}::timestamptz)
      on conflict (login) do update set password_hash = excluded.password_hash, must_change_password = true, admin = true,
        active = true, demo = false
      returning id, id = ${id}::uuid as "isNew"`,
  );
  if (made === null) throw new Error(`no admin was made of ${login}`);
  await rows(em, sql`delete from memberships where person_id = ${made.id}::uuid`);
  await rows(em, sql`select ${tellingAccess(sql`${made.id}`)}`);
  return made;
}

/** The demo people who can log in. */
export async function listDemoPeople(em: Em): Promise<{ id: string; login: string }[]> {
  return rows(em, sql`select id, login from people where demo and active order by login`);
}

/** Removes a demo person's ways to log in. Their name stays in what they did. */
export async function closeDemoPerson(em: Em, id: string): Promise<void> {
  await rows(em, sql`update people set active = false, password_hash = '' where id = ${id}::uuid`);
  await rows(em, sql`delete from memberships where person_id = ${id}::uuid`);
  await rows(em, sql`select ${tellingAccess(sql`${id}`)}`);
}

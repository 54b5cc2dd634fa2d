import type { Instant } from '../../domain/calendar/instant.ts';
import { Membership, Person } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { find } from '../records.ts';
import { rows, sql } from '../sql.ts';
import { tellAccess } from './access-change.ts';

// One lock for all processes and commands: two of them run one after the other.
const ADMIN_LOCK = 20_261_130;

export type Admin = { id: string; login: string; name: string; passwordHash: string; locale: string };

/** Until the transaction ends, no other process makes admins. */
export async function lockAdmins(em: Em): Promise<void> {
  await rows(em, sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
}

/** True if there has ever been an admin. People are never deleted, so former admins count. */
export async function hasHadAdmin(em: Em): Promise<boolean> {
  return (await em.count(Person, { admin: true })) > 0;
}

/** True if an admin will be left once the demo people are gone. */
export async function hasOwnAdmin(em: Em): Promise<boolean> {
  return (await em.count(Person, { admin: true, active: true, demo: false })) > 0;
}

/**
 * Makes an admin with a first password, from a new or an existing person. Returns the id and whether the person is new.
 */
export async function makeAdmin(em: Em, admin: Admin, at: Instant): Promise<{ id: string; isNew: boolean }> {
  const made = await em.upsert(
    Person,
    { ...admin, mustChangePassword: true, admin: true, active: true, demo: false, createdAt: at },
    { onConflictFields: ['login'], onConflictExcludeFields: ['id', 'name', 'locale', 'createdAt'] },
  );
  await em.nativeDelete(Membership, { person: made.id });
  await tellAccess(em, made.id);
  return { id: made.id, isNew: made.id === admin.id };
}

/** The demo people who can log in. */
export async function listDemoPeople(em: Em): Promise<{ id: string; login: string }[]> {
  return find(em, Person, { demo: true, active: true }, ['id', 'login'], { orderBy: { login: 'asc' } });
}

/** Removes a demo person's ways to log in. Their name stays in what they did. */
export async function closeDemoPerson(em: Em, id: string): Promise<void> {
  await em.nativeUpdate(Person, { id }, { active: false, passwordHash: '' });
  await em.nativeDelete(Membership, { person: id });
  await tellAccess(em, id);
}

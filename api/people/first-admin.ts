import { randomBytes, randomUUID } from 'node:crypto';
import type { Em, Orm } from '../../db/orm.ts';
import { audit } from '../../db/write/audit.ts';
import {
  closeDemoPerson,
  hasHadAdmin,
  hasOwnAdmin,
  listDemoPeople,
  lockAdmins,
  makeAdmin,
} from '../../db/write/first-admin.ts';
import { lockHolders } from '../../db/write/give-backs.ts';
import { forgetAllTries } from '../../db/write/login-tries.ts';
import { withdrawLost } from '../../db/write/notifications-withdrawn.ts';
import { deleteSessionsOf } from '../../db/write/sessions.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { giveBackHeldBy } from './leaving.ts';
import { loginHash } from './name-lock.ts';
import { hashPassword } from './passwords.ts';

/** A colon cannot occur in a login name, so the actor of a command is never taken for a person. */
const COMMAND = { create: 'command:admin:create', demo: 'command:demo:remove', start: 'command:first-admin' };

type Wanted = { login: string; password: string; name?: string };
type Parts = { orm: Orm; clock: Clock };

/** A random password: 120 bits, without letters that look alike. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789_';
  return Array.from(randomBytes(24), (byte) => letters[byte % 32]).join('');
}

/**
 * Makes a person an active admin with a first password, in every state of the account. Ends the person's sessions and
 * the lock of the login name.
 */
export async function createAdmin({ orm, clock }: Parts, wanted: Wanted): Promise<'made' | 'repaired'> {
  const passwordHash = await hashPassword(wanted.password);
  const at = toInstant(clock.now());
  const isNew = await orm.em.fork().transactional(async (tx) => {
    await lockAdmins(tx);
    return makeOne(tx, { ...wanted, passwordHash, by: COMMAND.create }, at);
  });
  return isNew ? 'made' : 'repaired';
}

/**
 * Makes the first admin from a secret of the installation. Does nothing if there has ever been an admin: the secret may
 * stay in an environment for years. Returns whether it was used.
 */
export async function createFirstAdmin({ orm, clock }: Parts, wanted: Wanted): Promise<boolean> {
  if (await hasHadAdmin(orm.em.fork())) return false;
  const passwordHash = await hashPassword(wanted.password);
  return orm.em.fork().transactional(async (tx) => {
    await lockAdmins(tx);
    if (await hasHadAdmin(tx)) return false;
    await makeOne(tx, { ...wanted, passwordHash, by: COMMAND.start }, toInstant(clock.now()));
    return true;
  });
}

type Making = { login: string; name?: string; passwordHash: string; by: string };

async function makeOne(tx: Em, { login, name = login, passwordHash, by }: Making, at: Instant): Promise<boolean> {
  await lockHolders(tx, login);
  const admin = { id: randomUUID(), login, name, passwordHash, locale: 'ru' };
  const { id, isNew } = await makeAdmin(tx, admin, at);
  await endAccess(tx, { id, login }, at);
  await audit(tx, { at, actor: by, action: isNew ? 'admin.made' : 'admin.repaired', details: { login } });
  return isNew;
}

/**
 * Removes the demo people: they cannot log in and hold no role. A worker gives back the work they hold when it runs.
 * Returns their logins, or `null` when no admin would be left.
 */
export async function removeDemoPeople({ orm, clock }: Parts): Promise<string[] | null> {
  const at = toInstant(clock.now());
  return orm.em.fork().transactional(async (tx) => {
    await lockAdmins(tx);
    const people = await listDemoPeople(tx);
    if (people.length > 0 && !(await hasOwnAdmin(tx))) return null;
    await lockHolders(tx, ...people.map(({ login }) => login));
    for (const person of people) {
      await closeDemoPerson(tx, person.id);
      await endAccess(tx, person, at);
    }
    const logins = people.map(({ login }) => login);
    if (logins.length > 0) await audit(tx, { at, actor: COMMAND.demo, action: 'demo.removed', details: { logins } });
    return logins;
  });
}

/** Ends a person's access: sessions, notifications, work. The worker's relay tells the cases. */
async function endAccess(tx: Em, { id, login }: { id: string; login: string }, at: Instant): Promise<void> {
  await deleteSessionsOf(tx, id);
  await forgetAllTries(tx, loginHash(login));
  await withdrawLost(tx, login, at);
  await giveBackHeldBy(tx, login, at);
}

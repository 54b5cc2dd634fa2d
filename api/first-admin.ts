// Owns making an admin from outside of the API: the first one, or one who has lost their password or their rights; and the
// removal of the demo people. The password is a first one, to be changed at the first login.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Em, Orm } from '../db/orm.ts';
import { audit } from '../db/write/audit.ts';
import {
  closeDemoPerson,
  hasHadAdmin,
  hasOwnAdmin,
  listDemoPeople,
  lockAdmins,
  makeAdmin,
} from '../db/write/first-admin.ts';
import { lockHolders } from '../db/write/give-backs.ts';
import { forgetAllTries } from '../db/write/login-tries.ts';
import { withdrawLost } from '../db/write/notifications-withdrawn.ts';
import { deleteSessionsOf } from '../db/write/sessions.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';
import { defaultProgram } from '../programs/index.ts';
import { loginHash } from './name-lock.ts';
import { hashPassword } from './passwords.ts';
import { giveBackHeldBy } from './routes/leaving.ts';

/** A colon cannot occur in a person's login name, so no command stands for a person. */
const COMMAND = { create: 'command:admin:create', demo: 'command:demo:remove', start: 'command:first-admin' };

type Wanted = { login: string; password: string; name?: string };
type Parts = { orm: Orm; clock: Clock };

/** A password that nobody has to think of: 120 bits, without letters that look alike. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789_';
  return Array.from(randomBytes(24), (byte) => letters[byte % 32]).join('');
}

/** Makes somebody an active admin with a first password, whoever they were; their sessions end and the lock of their name. */
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
 * Makes the first admin from a secret of the installation. Where there has ever been an admin nothing happens: the secret may
 * stand in an environment for years. Returns whether it was used.
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
  const admin = { id: randomUUID(), login, name, passwordHash, locale: defaultProgram.locale };
  const { id, isNew } = await makeAdmin(tx, admin, at);
  await endAccess(tx, { id, login }, at);
  await audit(tx, { at, actor: by, action: isNew ? 'admin.made' : 'admin.repaired', details: { login } });
  return isNew;
}

/**
 * Removes the demo people: they cannot log in, hold no role and no work; what they hold goes back when a worker runs. Returns
 * their logins, or `null` when nobody would be left to look after people.
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

/** What was open to somebody ends: sessions, news, work. The worker's relay tells the cases. */
async function endAccess(tx: Em, { id, login }: { id: string; login: string }, at: Instant): Promise<void> {
  await deleteSessionsOf(tx, id);
  await forgetAllTries(tx, loginHash(login));
  await withdrawLost(tx, login, at);
  await giveBackHeldBy(tx, login, at);
}

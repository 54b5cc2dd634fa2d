// A rehearsal may bring programs of its own, or try a change of a shipped one.
import { hashPassword } from '../../api/people/passwords.ts';
import { openOrm } from '../../db/orm.ts';
import { insertVersion, lockPublishing } from '../../db/write/program-versions.ts';
import { type DemoAccount, loadDemoPeople } from '../../db/write/people.ts';
import { systemClock } from '../../platform/clock.ts';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';
import { firstVersions, peopleIn } from '../../programs/shipped.ts';
import { DEMO_PASSWORD } from './databases.ts';

/** Publishes the programs of folders as the next versions of a database, valid since always, with their people. */
export async function publishFolders(databaseUrl: string, folders: readonly string[]): Promise<void> {
  if (folders.length === 0) return;
  const orm = openOrm(databaseUrl, 1);
  const at = systemClock.now().toISOString();
  try {
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    for (const folder of folders) {
      const source = readFolder(folder);
      const { document } = checkSource(source);
      if (document === null) throw new Error(`${folder} has mistakes`);
      await orm.em.fork().transactional(async (em) => {
        await lockPublishing(em);
        for (const version of firstVersions(at, [{ source, document }])) await insertVersion(em, version);
      });
      const { name: program, locale } = document.program;
      const accounts = peopleIn(folder).map(({ login, name, role }): DemoAccount => ({
        login,
        name,
        admin: false,
        locale,
        memberships: [{ program, role }],
      }));
      await loadDemoPeople(orm.em.fork(), accounts, passwordHash, at);
    }
  } finally {
    await orm.close();
  }
}

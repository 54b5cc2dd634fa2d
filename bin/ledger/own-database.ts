// Owns finding the database of `npm start` by what it leaves behind: its data folder, and the port that the server writes
// there while it runs. Starts nothing.
import { existsSync } from 'node:fs';
import { Remedy } from '../launch/remedy.mjs';
import { passwordOf, SUPERUSER } from '../stack/postgres-data.ts';
import { runningPort } from '../stack/postgres-leftover.ts';

/** The URL of the running stack's database, whatever its port; `done` is what was not. @throws Remedy where there is none, or it does not run */
export function ownDatabaseUrl(dataDir: string, done = 'checked'): string {
  if (!existsSync(dataDir)) {
    throw new Remedy(
      `Nothing was ${done}: npm start has not made a database in this clone yet. Run it once, or name another database with DATABASE_URL.`,
    );
  }
  const port = runningPort(dataDir);
  if (port === null) {
    throw new Remedy(
      `Nothing was ${done}: the database of npm start does not run. Run npm start beside this, or name another database with DATABASE_URL.`,
    );
  }
  return `postgres://${SUPERUSER}:${passwordOf(dataDir)}@127.0.0.1:${port}/careline`;
}

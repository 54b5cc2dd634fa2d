import { existsSync } from 'node:fs';
import { Remedy } from '../launch/remedy.mjs';
import { passwordOf, SUPERUSER } from '../stack/postgres-data.ts';
import { runningPort } from '../stack/postgres-leftover.ts';

/**
 * The URL of the database of the running `npm start`, found by its data folder and the port that the server writes
 * there. `done` is the word for what did not happen. @throws Remedy where there is no database, or it does not run
 */
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

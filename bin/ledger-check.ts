// Owns the verb "ledger:check": all money and all visits of a database, and what is wrong with them. Changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openOrm } from '../db/orm.ts';
import { Remedy, sayFailure } from './launch/remedy.mjs';
import { checkLedger } from './ledger/ledger-violations.ts';
import { readLaunchSettings } from './stack/launch-settings.ts';
import { passwordOf, SUPERUSER } from './stack/postgres-data.ts';
import { root } from './stack/tool.ts';

try {
  process.exitCode = await check(process.env.DATABASE_URL || ownDatabaseUrl());
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}

async function check(databaseUrl: string): Promise<number> {
  const orm = openOrm(databaseUrl, 1);
  try {
    const { packages, violations } = await checkLedger(orm.em.fork());
    for (const violation of violations) console.log(violation);
    console.log(`${packages} packages checked, ${violations.length} violations`);
    return violations.length === 0 ? 0 : 1;
  } finally {
    await orm.close();
  }
}

/** The database of `npm start`. @throws Remedy where there has not been one */
function ownDatabaseUrl(): string {
  const dataDir = join(root, '.careline', 'data', 'postgres');
  if (!existsSync(dataDir)) {
    throw new Remedy('Set DATABASE_URL, or run npm start once: there is no database of its own to check yet.');
  }
  const { CARELINE_POSTGRES_PORT: port } = readLaunchSettings(process.env);
  return `postgres://${SUPERUSER}:${passwordOf(dataDir)}@127.0.0.1:${port}/careline`;
}

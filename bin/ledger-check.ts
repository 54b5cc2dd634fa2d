// The check covers all money and all visits of a database, and changes nothing.
import { join } from 'node:path';
import { isDatabaseOutage } from '../db/errors.ts';
import { openOrm } from '../db/orm.ts';
import { givenDatabaseUrl, settingMistakes } from '../platform/settings.ts';
import { Remedy, sayFailure } from './launch/remedy.mjs';
import { checkLedger } from './ledger/ledger-violations.ts';
import { ownDatabaseUrl } from './ledger/own-database.ts';
import { root } from './stack/tool.ts';

// Exit codes: all is right, something is wrong, the check could not run.
const RIGHT = 0;
const WRONG = 1;
const NOT_CHECKED = 2;

try {
  process.exitCode = await check(
    givenDatabaseUrl(process.env) ?? ownDatabaseUrl(join(root, '.careline', 'data', 'postgres')),
  );
} catch (error) {
  sayFailure(error);
  process.exitCode = NOT_CHECKED;
}

async function check(databaseUrl: string): Promise<number> {
  const mistake = settingMistakes({ DATABASE_URL: databaseUrl }).find((line) => line.startsWith('DATABASE_URL '));
  if (mistake !== undefined || !URL.canParse(databaseUrl)) {
    throw new Remedy(`Nothing was checked: ${mistake ?? 'DATABASE_URL cannot be read as an address'}.`);
  }
  const orm = openOrm(databaseUrl, 1);
  try {
    const { packages, violations } = await checkLedger(orm.em.fork());
    for (const violation of violations) console.log(violation);
    console.log(`${packages} packages checked, ${violations.length} violations`);
    return violations.length === 0 ? RIGHT : WRONG;
  } catch (error) {
    throw explained(error, databaseUrl);
  } finally {
    await orm.close();
  }
}

/** A database error as a sentence with its remedy; our own mistakes stay as they are. */
function explained(error: unknown, databaseUrl: string): unknown {
  const { host } = new URL(databaseUrl);
  if (isDatabaseOutage(error)) {
    return new Remedy(
      `Nothing was checked: no PostgreSQL answers at ${host}. Start it, or name another one with DATABASE_URL.`,
    );
  }
  const { code, message } = error as { code?: unknown; message: string };
  if (!/^[0-9A-Z]{5}$/.test(String(code))) return error;
  return new Remedy(
    `Nothing was checked: PostgreSQL at ${host} says “${message}”. Name a database of Careline with DATABASE_URL.`,
  );
}

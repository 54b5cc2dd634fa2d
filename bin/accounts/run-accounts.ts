// The account commands use the database of the settings, or otherwise that of the running npm start.
import { join } from 'node:path';
import { givenDatabaseUrl } from '../../platform/settings.ts';
import { sayFailure } from '../launch/remedy.mjs';
import { ownDatabaseUrl } from '../ledger/own-database.ts';
import { root } from '../stack/tool.ts';

export async function runAccounts(verb: 'admin:create' | 'demo:remove'): Promise<void> {
  try {
    const isNamed = givenDatabaseUrl(process.env) !== null || Boolean(process.env['DATABASE_URL_FILE']);
    if (!isNamed) process.env['DATABASE_URL'] = ownDatabaseUrl(join(root, '.careline', 'data', 'postgres'), 'changed');
    process.argv.splice(2, 0, verb);
    await import('../../api/accounts.ts');
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}

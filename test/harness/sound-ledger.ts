// Money and visits in a test's database are checked after every test.
import { checkLedger } from '../../bin/ledger/ledger-violations.ts';
import type { TestDatabase } from './database.ts';

/** @throws Error that names the package that does not add up */
export async function expectSoundLedger({ orm }: TestDatabase): Promise<void> {
  const { violations } = await checkLedger(orm.em.fork());
  if (violations.length > 0) throw new Error(`the ledger is wrong: ${violations.join('; ')}`);
}

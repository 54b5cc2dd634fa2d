// Owns the check of money and visits at the end of a test's database (reliability.md, "checked after every test").
import { checkLedger } from '../../bin/ledger/ledger-violations.ts';
import type { TestDatabase } from './database.ts';

/** @throws Error that says which package does not add up */
export async function expectSoundLedger({ orm }: TestDatabase): Promise<void> {
  const { violations } = await checkLedger(orm.em.fork());
  if (violations.length > 0) throw new Error(`the ledger is wrong: ${violations.join('; ')}`);
}

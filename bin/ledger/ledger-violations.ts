import type { Em } from '../../db/orm.ts';
import { readStoredPackages, strayEntries } from '../../db/read/stored-packages.ts';
import { violationsOfStored } from '../../domain/service-package/stored.ts';

const PAGE = 500;

export type LedgerCheck = { packages: number; violations: string[] };

/** Every violation in a database, named by its package. It reads page by page, so the size does not matter. */
export async function checkLedger(em: Em): Promise<LedgerCheck> {
  const violations: string[] = [];
  let packages = 0;
  for (let after: string | null = null; ;) {
    const page = await readStoredPackages(em, { after, limit: PAGE });
    for (const stored of page) violations.push(...violationsOfStored(stored).map((what) => `${stored.id}: ${what}`));
    packages += page.length;
    after = page.at(-1)?.id ?? null;
    if (after === null || page.length < PAGE) break;
  }
  for (const { caseId, key, what } of await strayEntries(em)) violations.push(`${caseId}: ${key} ${what}`);
  return { packages, violations: [...new Set(violations)] };
}

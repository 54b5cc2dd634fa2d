import type { RulesDocument } from '../../../domain/document/program.ts';
import { lacksPublicUrl, missingSecrets } from '../../../platform/vendor-accounts.ts';
import type { VendorSettings } from '../../../platform/vendor-settings.ts';
import { changedAccounts } from '../../../programs/checks/kept-accounts.ts';
import { newestAccount } from '../../../programs/index.ts';
import { pointer, problem, type ProgramSource, readSource } from '../../../programs/source.ts';
import { ProblemError } from '../../server/errors.ts';

type Wrong = { path: readonly string[]; code: string; text: string };

/** @throws ProblemError 422 for an account that this installation does not let work */
export function checkSetUp({ vendors = {} }: RulesDocument, source: ProgramSource, settings: VendorSettings): void {
  const found = Object.entries(vendors).flatMap(([id, account]): Wrong[] => {
    const path = ['program', 'vendors', id];
    const missing = missingSecrets(account).map((name) => ({
      ...{ path, code: 'missing-secret', text: `${name} is not set in this installation` },
    }));
    if (!lacksPublicUrl(account, settings)) return missing;
    const text = `\`${account.adapter}\` reports to CARELINE_PUBLIC_URL, which is not set in this installation`;
    return [...missing, { path, code: 'no-public-url', text }];
  });
  refuse(found, source, 'accounts are not set up here; nothing was published');
}

/** @throws ProblemError 422 for an account that keeps its id and is another one: open requests would be asked of it */
export function checkKept({ name, vendors = {} }: RulesDocument, source: ProgramSource): void {
  const found = changedAccounts(vendors, (id) => newestAccount(name, id));
  refuse(found, source, 'an account that is in use is another one; nothing was changed');
}

function refuse(found: readonly Wrong[], source: ProgramSource, detail: string): void {
  if (found.length === 0) return;
  const { placeOf } = readSource(source);
  const problems = found.map(({ path, code, text }) => problem(placeOf(pointer(path)), code, text));
  throw new ProblemError('program-invalid', detail, { members: { problems } });
}

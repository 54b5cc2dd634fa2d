import { readCasePolicy } from '../../db/read/cases.ts';
import { readTeam } from '../../db/read/team.ts';
import { keepMeantFor } from '../../db/write/ticket-distribution.ts';
import { writePackageMoves } from '../../db/write/service-package-moves.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { type PackageKinds, servicePackage } from '../../domain/service-package/process.ts';
import { recordedMoves } from '../../domain/service-package/record.ts';
import type { Adapters } from '../effects/adapters.ts';
import { planSms } from '../effects/sms.ts';
import type { CaseStore } from './case-store.ts';
import { packageSource, pendingEffects } from './package-effects.ts';

/** `adapters` decide how each ordered SMS is followed up. */
export function packageStore(adapters: Adapters): CaseStore<PackageKinds> {
  return {
    process: servicePackage,
    // What it distributes are its tickets.
    team: readTeam,
    keepMeantFor,
    async write(em, { caseId, ...known }, moves, updateId) {
      const policy = await readCasePolicy<ServicePackagePolicy>(em, caseId, known);
      const written = await writePackageMoves(em, caseId, recordedMoves(policy, moves), updateId);
      if (written.kind === 'written') await planSms(em, adapters, { source: packageSource, caseId }, moves);
      return written;
    },
    pending: (em, packageId, { policy, state }) => pendingEffects(em, { packageId, policy, state }),
  };
}

import { readVersion, type VersionRecord } from '../../../db/read/program-versions.ts';
import type { Em } from '../../../db/orm.ts';
import { audit } from '../../../db/write/audit.ts';
import { isTakenByCases, lockPublishing, withdrawVersion } from '../../../db/write/program-versions.ts';
import { type Instant, later, toInstant } from '../../../domain/calendar/instant.ts';
import type { Refresh } from '../../../programs/follow.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramVersion, Withdrawal } from '../../schemas/program-version.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, ProblemError } from '../../server/errors.ts';
import { checkMayChange, FOR_WHOM } from './given-document.ts';
import { VersionPath, versionView } from './versions.ts';

// Processes follow within two seconds. Until then one of them could still begin a case by the version.
const HEARD_WITHIN = 'PT10S';

const withdraw = {
  config: { access: 'staff' },
  schema: {
    tags: ['programs'],
    summary: 'Withdraw a version that is not in force yet',
    description: `${FOR_WHOM} It never comes into force, and its number is never used again. \`version-in-use\` for a version that is in force, was, or begins within ten seconds, and for one to which cases were moved. Withdrawing it again changes nothing.`,
    params: VersionPath,
    body: Withdrawal,
    response: { 200: Ref(ProgramVersion), ...problems(400, 401, 403, 404, 409) },
  },
} as const;

/** @param options `refresh` lets this process forget the version at once */
export async function withdrawingRoutes(app: CarelineApp, { refresh }: { refresh: Refresh }): Promise<void> {
  app.post('/v1/programs/:program/versions/:version/withdraw', withdraw, async (request) => {
    const { em, body, params, staff } = request;
    checkMayChange(request, params.program);
    const version = Number(params.version);
    const at = toInstant(app.clock.now());
    const { note = null } = body ?? {};
    const found = await em.transactional(async (tx) => {
      await lockPublishing(tx);
      const asked = (await readVersion(tx, params.program, version)) ?? notFound();
      if (asked.withdrawnAt !== null) return asked;
      await checkUnused(tx, asked, at);
      const withdrawn = { program: asked.program, version, at, by: staff.login, note };
      await withdrawVersion(tx, withdrawn);
      const details = { version, validFrom: asked.validFrom, note };
      await audit(tx, { at, actor: staff.login, action: 'program.version-withdrawn', program: asked.program, details });
      return { ...asked, withdrawnAt: at, withdrawnBy: staff.login, withdrawalNote: note };
    });
    await refresh();
    const { source: _, ...record } = found;
    return versionView(record);
  });
}

/** @throws ProblemError 409 */
async function checkUnused(em: Em, { program, version, validFrom }: VersionRecord, at: Instant): Promise<void> {
  if (validFrom <= later(at, HEARD_WITHIN)) {
    throw new ProblemError('version-in-use', `version ${version} begins at ${validFrom}: other processes may go by it`);
  }
  if (await isTakenByCases(em, program, version)) {
    throw new ProblemError('version-in-use', `cases were moved to version ${version}`);
  }
}

import { randomUUID } from 'node:crypto';
import type { Em, Orm } from '../../db/orm.ts';
import { hasAudited } from '../../db/read/audit.ts';
import { listVersions } from '../../db/read/program-versions.ts';
import { audit } from '../../db/write/audit.ts';
import { insertDraft } from '../../db/write/program-drafts.ts';
import { lockPublishing, type NewVersion, publishFirst } from '../../db/write/program-versions.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { firstVersions } from '../../programs/shipped.ts';

const OFFERED = 'program.offered';

/**
 * Publishes the shipped programs in a fresh installation. In any other one the database counts: a shipped document that
 * was never published here becomes a draft, once.
 */
export async function takeShippedPrograms(
  { orm, clock }: { orm: Orm; clock: Clock },
  shipped = (at: Instant): NewVersion[] => firstVersions(at),
): Promise<void> {
  const at = toInstant(clock.now());
  const versions = shipped(at);
  await publishFirst(orm.em.fork(), versions);
  for (const version of versions) await offer(orm.em.fork(), version, at);
}

async function offer(em: Em, { program, digest, source }: NewVersion, at: Instant): Promise<void> {
  await em.transactional(async (tx) => {
    await lockPublishing(tx);
    const published = await listVersions(tx, program);
    const newest = published.find(({ withdrawnAt }) => withdrawnAt === null);
    const isKnown = published.some((version) => version.digest === digest);
    if (newest === undefined || isKnown || (await hasAudited(tx, OFFERED, { digest }))) return;
    const [id, name] = [randomUUID(), 'Shipped with this release'];
    await insertDraft(tx, id, program, { name, source, base: newest.version, by: 'careline', at });
    await audit(tx, { at, actor: 'careline', action: OFFERED, program, details: { draft: id, digest } });
  });
}

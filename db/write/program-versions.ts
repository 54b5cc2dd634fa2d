import type { Instant } from '../../domain/calendar/instant.ts';
import { ProgramVersion } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { newestVersion } from '../read/program-versions.ts';

/** The channel of `LISTEN` on which processes hear that a version was published. */
export const PROGRAMS_CHANNEL = 'careline_programs';

// Each publication holds it, so versions are numbered and seen in one order.
const PUBLISHING_LOCK = 20_261_201;

export type NewVersion = {
  program: string;
  digest: string;
  source: Readonly<Record<string, string>>;
  validFrom: Instant;
  publishedAt: Instant;
  publishedBy: string;
  note: string | null;
};

/** Waits until no other transaction publishes. */
export async function lockPublishing(em: Em): Promise<void> {
  await rows(em, sql`select pg_advisory_xact_lock(${PUBLISHING_LOCK})`);
}

/** Writes the next version and tells the processes. Call `lockPublishing` before, in the same transaction. */
export async function insertVersion(em: Em, version: NewVersion): Promise<number> {
  const number = (await newestVersion(em, version.program)) + 1;
  await em.insert(ProgramVersion, { ...version, source: { ...version.source }, version: number });
  await rows(em, sql`select pg_notify(${PROGRAMS_CHANNEL}, ${version.program})`);
  return number;
}

/** Publishes programs that have no version yet. Later the database counts, not what is shipped. */
export async function publishFirst(em: Em, versions: readonly NewVersion[]): Promise<void> {
  await em.transactional(async (tx) => {
    await lockPublishing(tx);
    for (const version of versions) {
      if ((await newestVersion(tx, version.program)) === 0) await insertVersion(tx, version);
    }
  });
}

import type { Instant } from '../../domain/calendar/instant.ts';
import { ProgramVersion } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { latestNumber } from '../read/program-versions.ts';

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
  const number = (await latestNumber(em, version.program)) + 1;
  await em.insert(ProgramVersion, { ...version, source: { ...version.source }, version: number });
  await rows(em, sql`select pg_notify(${PROGRAMS_CHANNEL}, ${version.program})`);
  return number;
}

export type Withdrawal = { program: string; version: number; at: Instant; by: string; note: string | null };

/**
 * Takes back a version and tells the processes, which read it again by its new id. Returns false when it is withdrawn
 * already. Call `lockPublishing` before, in the same transaction.
 */
export async function withdrawVersion(em: Em, { program, version, at, by, note }: Withdrawal): Promise<boolean> {
  const withdrawn = await rows(
    em,
    sql`update program_versions set id = default, withdrawn_at = ${at}::timestamptz, withdrawn_by = ${by},
        withdrawal_note = ${note}
      where program = ${program} and version = ${version} and withdrawn_at is null
      returning pg_notify(${PROGRAMS_CHANNEL}, program)`,
  );
  return withdrawn.length > 0;
}

/** Tells whether a case has ever got the rules of a version, or is about to. */
export async function isTakenByCases(em: Em, program: string, version: number): Promise<boolean> {
  const found = await rows(
    em,
    // A policy is stored when a case takes it. It names its program only together with the version.
    sql`select 1 from policy_snapshots where policy ->> 'version' = ${`${program} ${version}`} limit 1`,
  );
  return found.length > 0;
}

/** Publishes programs that have no version yet. Later the database counts, not what is shipped. */
export async function publishFirst(em: Em, versions: readonly NewVersion[]): Promise<void> {
  await em.transactional(async (tx) => {
    await lockPublishing(tx);
    for (const version of versions) {
      if ((await latestNumber(tx, version.program)) === 0) await insertVersion(tx, version);
    }
  });
}

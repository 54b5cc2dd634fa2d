import type { Instant } from '../../domain/calendar/instant.ts';
import { ProgramVersion } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { find, findOne } from '../records.ts';
import { row, sql } from '../sql.ts';

/** The files of a version, by name. */
type Source = Readonly<Record<string, string>>;

/** A published version with its files. `id` grows in the order of publishing and withdrawing. */
export type VersionWithSource = {
  id: number;
  program: string;
  version: number;
  validFrom: Instant;
  withdrawnAt: Instant | null;
  source: Source;
};

/** A published version, for a list. */
export type VersionRecord = {
  program: string;
  version: number;
  digest: string;
  validFrom: Instant;
  publishedAt: Instant;
  publishedBy: string;
  note: string | null;
  /** Set when it was taken back before it came into force. */
  withdrawnAt: Instant | null;
  withdrawnBy: string | null;
  withdrawalNote: string | null;
};

const listed = [
  ...(['program', 'version', 'digest', 'validFrom', 'publishedAt', 'publishedBy', 'note'] as const),
  ...(['withdrawnAt', 'withdrawnBy', 'withdrawalNote'] as const),
] as const;

const followed = ['id', 'program', 'version', 'validFrom', 'withdrawnAt', 'source'] as const;

/** The versions that were published or withdrawn after this one, of all programs. 0: every version. */
export function versionsAfter(em: Em, id: number): Promise<VersionWithSource[]> {
  return find(em, ProgramVersion, { id: { $gt: id } }, followed, { orderBy: { id: 'asc' } });
}

/** A program's versions, the newest first. */
export function listVersions(em: Em, program: string): Promise<VersionRecord[]> {
  return find(em, ProgramVersion, { program }, listed, { orderBy: { version: 'desc' } });
}

export async function readVersion(
  em: Em,
  program: string,
  version: number,
): Promise<(VersionRecord & { source: Source }) | null> {
  return findOne(em, ProgramVersion, { program, version }, [...listed, 'source']);
}

/** The number of the newest version that is not withdrawn, also one that is not valid yet; 0 for a program without any. */
export async function newestVersion(em: Em, program: string): Promise<number> {
  const found = await row<{ version: number }>(
    em,
    sql`select coalesce(max(version), 0) as version from program_versions where program = ${program} and withdrawn_at is null`,
  );
  return found?.version ?? 0;
}

/** The latest number that a version of the program got; a withdrawn version keeps its number. */
export async function latestNumber(em: Em, program: string): Promise<number> {
  const found = await row<{ version: number }>(
    em,
    sql`select coalesce(max(version), 0) as version from program_versions where program = ${program}`,
  );
  return found?.version ?? 0;
}

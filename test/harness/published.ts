// Further versions of the shipped programs, published into a test's database.
import type { Orm } from '../../db/orm.ts';
import { insertVersion, lockPublishing } from '../../db/write/program-versions.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Program } from '../../domain/program.ts';
import { checkSource } from '../../programs/check.ts';
import { digestOf } from '../../programs/digest.ts';
import { findVersion } from '../../programs/index.ts';
import { readShipped } from '../../programs/shipped.ts';
import type { ProgramSource } from '../../programs/source.ts';
import { until } from './until.ts';

/** In a file, what is written instead of what. */
export type Edit = readonly [file: string, before: string, after: string];

/**
 * Publishes a shipped program with edits as its next version, and waits until this process knows it.
 * @throws Error for an edit of nothing, or a document that is wrong
 */
export async function publishEdited(
  orm: Orm,
  program: string,
  { edits, validFrom }: { edits: readonly Edit[]; validFrom: Instant },
): Promise<Program> {
  const source = edited(shippedSource(program), edits);
  const { document, problems } = checkSource(source);
  if (document === null) throw new Error(problems.map(({ path, text }) => `${path} ${text}`).join('\n'));
  const version = await orm.em.fork().transactional(async (em) => {
    await lockPublishing(em);
    const by = { validFrom, publishedAt: validFrom, publishedBy: 'admin', note: null };
    return insertVersion(em, { program, digest: digestOf(document), source, ...by });
  });
  const found = await until(
    async () => findVersion(program, version),
    (one) => one !== undefined,
  );
  if (found === undefined) throw new Error(`${program} ${version} was not heard of in time`);
  return found;
}

function shippedSource(name: string): ProgramSource {
  const shipped = readShipped().find(({ document }) => document.program.name === name);
  if (shipped === undefined) throw new Error(`no program ${name} ships`);
  return shipped.source;
}

function edited(source: ProgramSource, edits: readonly Edit[]): ProgramSource {
  let changed = source;
  for (const [file, before, after] of edits) {
    const text = changed[file] ?? '';
    if (!text.includes(before)) throw new Error(`${file} does not say ${before}`);
    changed = { ...changed, [file]: text.replace(before, after) };
  }
  return changed;
}

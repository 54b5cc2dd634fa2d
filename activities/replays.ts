// A replay is in the record, slice by slice: a killed worker loses one slice, and several workers share the work.
import { setImmediate as otherWork } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Em, Orm } from '../db/orm.ts';
import { readVersion } from '../db/read/program-versions.ts';
import { type OpenedCase, readOpenings } from '../db/read/replays.ts';
import { keepProgress, type Progress, type RunningReplay, takeReplay } from '../db/write/replays.ts';
import { toInstant } from '../domain/calendar/instant.ts';
import { findProcess } from '../domain/processes.ts';
import type { Program } from '../domain/program.ts';
import { withCase } from '../domain/replay-result.ts';
import { type Rerun, rerun } from '../domain/version-replay.ts';
import type { Clock } from '../platform/clock.ts';
import { compiled } from '../programs/book.ts';

// Only so many cases are in memory at a time, however long the replay is.
const CASES = 200;
// A slice is one transaction, and other work of the process goes on between two cases.
const SLICE_MS = 2_000;

export type ReplayParts = { orm: Orm; clock: Clock; logger: Pick<Logger, 'error'>; cases?: number };

/** Does one slice of a running replay; false when there is none. */
export function runReplays(parts: ReplayParts): Promise<boolean> {
  return parts.orm.em.fork().transactional(async (em) => {
    const replay = await takeReplay(em);
    if (replay === null) return false;
    const programs = await programsOf(em, replay, parts);
    const progress = programs === null ? failed(replay) : await slice(em, replay, programs, parts);
    await keepProgress(em, replay, progress, toInstant(parts.clock.now()));
    return true;
  });
}

type Compared = { before: Program; after: Program };

/** `null` when this release cannot read one of the versions. */
async function programsOf(
  em: Em,
  { program, base, source, id }: RunningReplay,
  { logger }: ReplayParts,
): Promise<Compared | null> {
  const version = await readVersion(em, program, base);
  try {
    const before = compiled({ source: version?.source ?? {}, version: base });
    return { before, after: compiled({ source, version: base + 1 }) };
  } catch (err) {
    logger.error({ err, replay: id, program }, 'the versions of a replay cannot be read; it ends');
    return null;
  }
}

const failed = ({ lookedAt, place, result }: RunningReplay): Progress => ({
  ...{ status: 'failed', lookedAt, place, result },
});

async function slice(em: Em, replay: RunningReplay, programs: Compared, parts: ReplayParts): Promise<Progress> {
  const { cases: most = CASES } = parts;
  const found = await readOpenings(em, replay, replay.place, most);
  const until = performance.now() + SLICE_MS;
  let { result, place, lookedAt } = replay;
  for (const one of found) {
    result = withCase(result, { ...about(one), ...runBoth(one, replay, programs, parts) });
    place = { at: one.openedAt, id: one.id };
    lookedAt += 1;
    if (performance.now() > until) break;
    await otherWork();
  }
  const isLast = found.length < most && lookedAt === replay.lookedAt + found.length;
  return { status: isLast ? 'done' : 'running', lookedAt, place, result };
}

const about = ({ id: caseId, process, openedAt }: OpenedCase) => ({ caseId, process, openedAt });

function runBoth(
  one: OpenedCase,
  { untilAt, id }: RunningReplay,
  { before, after }: Compared,
  { logger }: ReplayParts,
): { before: Rerun | null; after: Rerun | null } {
  const process = findProcess(one.process);
  if (process === undefined) return { before: null, after: null };
  try {
    return { before: rerun(process, before, one, untilAt), after: rerun(process, after, one, untilAt) };
  } catch (err) {
    // One case must not stop the others; it is counted as not replayed.
    logger.error({ err, replay: id, caseId: one.id }, 'a case could not be run forward; the replay goes on');
    return { before: null, after: null };
  }
}

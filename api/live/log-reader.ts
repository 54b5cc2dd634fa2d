// Transactions may commit out of order. The reader waits for the earlier ones before it goes on.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Orm } from '../../db/orm.ts';
import {
  type LiveCursor,
  type LiveEventRecord,
  newestPlace,
  openWriters,
  readLiveEvents,
  START_OF_LOG,
} from '../../db/read/live-events.ts';
import { ProblemError } from '../server/errors.ts';

const PAGE = 500;
// Under load one reading takes the events of many transactions. A wake-up after a pause is read at once.
const READ_EVERY_MS = 3;
// A transaction that writes to the log is short and tells when it ends, unless it fails: so looks come soon at first
// and then less often.
const LOOK_AGAIN_MS = [2, 3, 5, 10, 10, 20, 50, 100] as const;
// A transaction longer than this is no normal work: the operator is warned.
const WARN_AFTER_MS = 5_000;
const WARN_EVERY_MS = 30_000;
// The wake-up for a failed reading does not come again, so the reader tries again by time.
const FAILED_MS = [50, 100, 250, 500, 1_000] as const;
// A stream starts only when it is certain what it will hear. After this wait the client tries again.
const PLACE_WITHIN_MS = 5_000;

type Parts = { orm: Orm; closing: AbortSignal; logger: FastifyBaseLogger };

type Reading = Parts & { heard(events: readonly LiveEventRecord[]): void };

/** Reads the log from where it stopped, while there is more, something is held back, or a reading failed. */
export function logReader({ heard, ...parts }: Reading) {
  const { logger, closing } = parts;
  let again = false;
  const place = readUpTo(parts);
  const gap = awaitedGap(parts);
  const untilNext = spacing(READ_EVERY_MS);
  const readPage = pages({ heard, ...parts }, place, gap);
  const readOn = async (): Promise<void> => {
    let [looks, failed] = [0, 0];
    do {
      await untilNext();
      again = false;
      try {
        const { settled, newest, cursor, count } = await readPage();
        if (settled) gap.isNone();
        // Almost every missing number is there at the next reading, so it needs no check.
        else if (looks === 0 || !(await gap.isOver(cursor, newest))) await pause(nth(LOOK_AGAIN_MS, looks++));
        if (settled || count > 0) looks = 0;
        failed = 0;
        again ||= !settled || count === PAGE;
      } catch (error) {
        logger.warn({ err: error }, 'the live log could not be read; it is tried again');
        await pause(nth(FAILED_MS, failed++), undefined, { signal: closing }).catch(() => undefined);
        again = true;
      }
    } while (again && !closing.aborted);
  };
  return {
    findPlace: place.find,
    place: place.known,
    heldBackMs: gap.heldBackMs,
    readOn,
    again: () => void (again = true),
  };
}

/** Reads the next page of the log and hands its events on. */
function pages({ orm, heard }: Reading, place: ReturnType<typeof readUpTo>, gap: ReturnType<typeof awaitedGap>) {
  return async () => {
    const after = await place.find();
    const wanted = { after, settledUpTo: gap.settledUpTo() };
    const { events, ...found } = await readLiveEvents(orm.em.fork(), wanted, PAGE);
    const cursor = events.at(-1)?.cursor ?? after;
    place.move(cursor);
    if (events.length > 0) heard(events);
    return { ...found, cursor, count: events.length };
  };
}

/** Waits until a while has passed since it last returned. */
function spacing(everyMs: number): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const rest = last + everyMs - performance.now();
    if (rest > 0) await pause(rest);
    last = performance.now();
  };
}

/** How far the log has been read. It is found once: the place before which no event can appear any more. */
function readUpTo(parts: Parts) {
  let cursor: LiveCursor | null = null;
  let finding: Promise<LiveCursor> | null = null;
  return {
    known: () => cursor ?? START_OF_LOG,
    move: (to: LiveCursor) => void (cursor = to),
    async find(): Promise<LiveCursor> {
      if (cursor !== null) return cursor;
      finding ??= settledPlace(parts).finally(() => {
        finding = null;
      });
      const found = await finding;
      return (cursor ??= found);
    },
  };
}

function nth(steps: readonly number[], index: number): number {
  return steps[Math.min(index, steps.length - 1)] ?? 0;
}

type Gap = { upTo: string; writers: ReadonlySet<string>; since: number; warnAt: number };

/** The missing numbers before an event that is present, and the transactions that may still write them. */
function awaitedGap({ orm, logger }: Parts) {
  let gap: Gap | null = null;
  let settledUpTo = START_OF_LOG.id;
  const heldBackMs = (): number => (gap === null ? 0 : performance.now() - gap.since);
  return {
    heldBackMs,
    settledUpTo: () => settledUpTo,
    isNone: () => void (gap = null),
    /** True when all those transactions have ended: a number still missing at the next read never comes. */
    async isOver(place: LiveCursor, newest: string): Promise<boolean> {
      const open = await openWriters(orm.em.fork());
      const isNew = gap === null || BigInt(place.id) >= BigInt(gap.upTo);
      const since = performance.now();
      if (gap === null || isNew) gap = { upTo: newest, writers: transactionsOf(open), since, warnAt: WARN_AFTER_MS };
      const { upTo, writers } = gap;
      const left = open.filter(({ transaction }) => writers.has(transaction));
      if (left.length === 0) {
        settledUpTo = upTo;
        gap = null;
        return true;
      }
      if (heldBackMs() >= gap.warnAt) {
        gap.warnAt += WARN_EVERY_MS;
        const processes = left.map(({ pid }) => pid);
        logger.warn({ heldBackMs: Math.round(heldBackMs()), processes }, 'an open transaction holds live updates back');
      }
      return false;
    },
  };
}

function transactionsOf(writers: readonly { transaction: string }[]): ReadonlySet<string> {
  return new Set(writers.map(({ transaction }) => transaction));
}

/**
 * The newest place, once every transaction that could still write before it has ended. @throws ProblemError when they
 * do not end in time
 */
async function settledPlace({ orm, closing }: Parts): Promise<LiveCursor> {
  const newest = await newestPlace(orm.em.fork());
  const before = transactionsOf(await openWriters(orm.em.fork()));
  const begun = performance.now();
  let left = before.size;
  for (let looks = 0; left > 0 && !closing.aborted; looks += 1) {
    if (performance.now() - begun > PLACE_WITHIN_MS) {
      throw new ProblemError('unavailable', 'live updates wait for a transaction', { headers: { 'retry-after': '2' } });
    }
    await pause(nth(LOOK_AGAIN_MS, looks));
    left = (await openWriters(orm.em.fork())).filter(({ transaction }) => before.has(transaction)).length;
  }
  return newest;
}

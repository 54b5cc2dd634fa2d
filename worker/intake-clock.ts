// All deadlines are in the record: a killed worker forgets none, and several workers share the work.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type IntakeClockParts, lookAtIntakes } from '../activities/intake-clock.ts';
import { millisecondsBetween, toInstant } from '../domain/calendar/instant.ts';
import { conversationContract } from '../workflows/conversation/contract.ts';
import { repeat } from './loop.ts';

// A new deadline is minutes ahead, so a sleep of seconds misses nothing.
const LONGEST_SLEEP_MS = 10_000;
const SHORTEST_SLEEP_MS = 20;
const AFTER_FAILURE_MS = 1_000;

type Parts = Omit<IntakeClockParts, 'startOf'>;

/** One look: takes all due steps. */
export function takeIntakes(parts: Parts): ReturnType<typeof lookAtIntakes> {
  return lookAtIntakes({ ...parts, startOf: conversationContract.start });
}

/** Looks until the process stops; if the database is away, it is asked again. */
export function followIntakes(parts: Parts & { logger: Logger }, signal: AbortSignal): Promise<void> {
  const { logger } = parts;
  const again = { everyMs: AFTER_FAILURE_MS, signal, logger, name: 'clock of intakes' };
  return repeat(() => lookAndSleep(parts, signal), again);
}

async function lookAndSleep(parts: Parts, signal: AbortSignal): Promise<boolean> {
  const { nextAt } = await takeIntakes(parts);
  const left = nextAt === null ? LONGEST_SLEEP_MS : millisecondsBetween(toInstant(parts.clock.now()), nextAt);
  const sleep = Math.min(Math.max(left, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS);
  await pause(sleep, undefined, { signal }).catch(() => undefined);
  return true;
}

// Owns the clock of intakes: it sleeps until the earliest deadline in the record, has what is due taken, and sleeps on.
// Refuses to hold a deadline itself: a killed worker forgets nothing, and of several each finds what the others left.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type IntakeClockParts, lookAtIntakes } from '../activities/intake-clock.ts';
import { millisecondsBetween, toInstant } from '../domain/calendar/instant.ts';
import { conversationContract } from '../workflows/conversation/contract.ts';
import { repeat } from './loop.ts';

// A deadline that is set meanwhile lies minutes ahead, so nothing is missed by sleeping for seconds.
const LONGEST_SLEEP_MS = 10_000;
const SHORTEST_SLEEP_MS = 20;
const AFTER_FAILURE_MS = 1_000;

type Parts = Omit<IntakeClockParts, 'startOf'>;

/** One look: takes what is due now. */
export function takeIntakes(parts: Parts): ReturnType<typeof lookAtIntakes> {
  return lookAtIntakes({ ...parts, startOf: conversationContract.start });
}

/** Looks until the process stops; a database that is away is asked again. */
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

import { setTimeout as pause } from 'node:timers/promises';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { openLoop, type Poster } from '../shared/load.ts';
import type { Side, Sleeper } from './sides.ts';

export type RoundSize = { due: number; duePerSecond: number; messagesPerSecond: number };

export type Round = { lateMs: number[]; missing: number; messageMs: number[] };

// How many sleepers begin at once, and the pause between the last beginning and the first due instant.
const AT_ONCE = 8;
const PEACE_MS = 4_000;

/** Begins one sleeper for each given instant. Returns them and the average time of one beginning. */
export async function beginAll(
  side: Side,
  dueAt: readonly Instant[],
): Promise<{ sleepers: Sleeper[]; msEach: number }> {
  const sleepers: Sleeper[] = [];
  const left = dueAt.values();
  const begun = performance.now();
  const one = async () => {
    for (const at of left) sleepers.push(await side.begin(at));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { sleepers, msEach: (performance.now() - begun) / Math.max(1, dueAt.length) };
}

/**
 * Sleepers fall due at an even rate while customers write. @param msEach time to begin one, so that all sleep before
 * the first is due
 */
export async function lateRound(
  side: Side,
  { due, duePerSecond, messagesPerSecond }: RoundSize,
  msEach: number,
  write: () => Promise<void>,
): Promise<Round> {
  const first = systemClock.now().getTime() + PEACE_MS + due * msEach * 1.5;
  const instants = Array.from({ length: due }, (_, index) => toInstant(first + (index * 1_000) / duePerSecond));
  const { sleepers } = await beginAll(side, instants);
  const left = first - systemClock.now().getTime();
  if (left < PEACE_MS / 4) throw new Error('the sleepers could not be begun in time: the machine is too busy');
  await pause(left - PEACE_MS / 4);
  const seconds = due / duePerSecond + 1;
  const { ms } = await openLoop(
    Array.from({ length: Math.ceil(seconds * messagesPerSecond) }, () => write),
    messagesPerSecond,
  );
  const done = await side.doneAt(sleepers);
  const lateMs = sleepers.flatMap(({ id, dueAt }) => {
    const at = done.get(id);
    return at === undefined ? [] : [at - Date.parse(dueAt)];
  });
  return { lateMs, missing: sleepers.length - done.size, messageMs: ms };
}

/** Customers write to open requests, one after the other. */
export function writer(post: Poster, open: readonly Sleeper[]): () => Promise<void> {
  let next = 0;
  return async () => {
    const sleeper = open[next++ % open.length];
    if (sleeper === undefined) throw new Error('nothing is open');
    const headers = { authorization: `Bearer ${sleeper.token}` };
    const { status, text } = await post(`/v1/conversations/${sleeper.id}/messages`, { text: 'Где мой груз?' }, headers);
    if (status !== 201) throw new Error(`a message was answered ${status} ${text}`);
  };
}

import type { Instant } from './calendar/instant.ts';
import type { Happening, Moment, PastEvent, RecordedLife } from './moment.ts';
import type { AnyProcess } from './process.ts';
import type { Program } from './program.ts';

/** A case run forward. `unfit` counts events that these rules would have refused. */
export type Rerun = { happenings: readonly Happening[]; unfit: number };

// A request that waits a year takes some hundred steps; more than this is a rule that goes in circles.
const MOST_STEPS = 5_000;

/**
 * Runs a case forward from its opening by a program's rules, with the events that really came, until an instant.
 * `null` when the rules cannot hold the case.
 * @throws Error when the rules go in circles
 */
export function rerun(process: AnyProcess, program: Program, life: RecordedLife, until: Instant): Rerun | null {
  const { replay } = process;
  if (replay === undefined || process.policy(program) === undefined) return null;
  try {
    return runForward(replay(program, life), life.events, until);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function runForward(begin: Moment, events: readonly PastEvent[], until: Instant): Rerun {
  const happenings = [...begin.happened];
  let [moment, unfit] = [begin, 0];
  const turnTo = (next: Moment) => {
    happenings.push(...next.happened);
    moment = next;
  };
  const takeUntil = (limit: Instant) => {
    for (let left = MOST_STEPS; moment.dueAt !== null && moment.dueAt <= limit; left -= 1) {
      if (left === 0) throw new Error(`the case still moves after ${MOST_STEPS} steps`);
      turnTo(moment.step(latest(moment.dueAt, moment.movedAt)));
    }
  };
  for (const event of events) {
    if (event.at > until || event.at < begin.movedAt) continue;
    takeUntil(event.at);
    const next = moment.hear({ ...event, at: latest(event.at, moment.movedAt) });
    if (next === null) unfit += 1;
    else if (next !== moment) turnTo(next);
  }
  takeUntil(until);
  return { happenings, unfit };
}

function latest(one: Instant, other: Instant): Instant {
  return one < other ? other : one;
}

/** The happenings of each run that the other one does not have. */
export function differing(before: readonly Happening[], after: readonly Happening[]) {
  return { before: without(before, after), after: without(after, before) };
}

function without(all: readonly Happening[], gone: readonly Happening[]): Happening[] {
  const left = new Map<string, number>();
  for (const one of gone) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    left.set(keyOf(one), count - 1);
    return count <= 0;
  });
}

function keyOf({ at, kind, what, amount }: Happening): string {
  return JSON.stringify([at, kind, what, amount?.amountMinor, amount?.currency]);
}

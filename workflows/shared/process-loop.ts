// Owns the life of a case that is read from its record: who asks waits until it is read, step after step is taken, a long
// history begins anew. Refuses to know what the steps are.
import type { QueryDefinition, UpdateDefinition } from '@temporalio/common';
import { allHandlersFinished, condition, patched, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import { millisecondsUntil } from './workflow-time.ts';

// A case that lives for years begins its history anew long before it grows heavy.
const LONGEST_HISTORY = 2_000;

// What the Temporal UI shows is rendered in the workflow: without a wake-up it would say what was announced at the last move.
const ANNOUNCES = '2026-11-29 a step is shown from the time of its announcement';

/** How a case stands that is still being read from its record. */
export const UNREAD = 'being-read';

/** A case while its workflow runs. */
export type RunningCase<Asked, Step, Looked> = {
  /** Another object with every move. */
  readonly state: unknown;
  /** The steps ahead, earliest first. */
  readonly timetable: readonly Step[];
  /** When people next read of a step that is ahead already, and how they are shown it; absent where they read of all. */
  readonly announcement?: { at: Instant; show(): void } | null;
  /** Nothing is ahead and nothing is under way. */
  readonly isOver: boolean;
  /** Nothing is under way that a new run would have to know of. */
  readonly isIdle: boolean;
  /** Resolves when all that was decided until now is in the record. */
  readonly allWritten: Promise<void>;
  /** @throws ApplicationFailure when a rule says no */
  validate(asked: Asked): void;
  obey(asked: Asked): Promise<void>;
  takeStep(step: Step): Promise<void>;
  /** For whoever looks in from the Temporal UI. */
  look(): Looked;
};

/** By which messages a case is asked, and how its workflow begins anew. */
export type CaseMessages<Asked, Looked> = {
  updates: readonly UpdateDefinition<void, [Asked]>[];
  timetable: QueryDefinition<Looked>;
  /** What is seen before the record is read: a database that is away must not look like a workflow without answers. */
  unread: Looked;
  beginAnew(): Promise<never>;
};

/** Runs a case that is being read until it is over. Its updates are registered before this first waits. */
export async function runCase<Asked, Step extends PlannedStep, Looked>(
  loading: Promise<RunningCase<Asked, Step, Looked>>,
  { updates, timetable, unread, beginAnew }: CaseMessages<Asked, Looked>,
): Promise<void> {
  let running: RunningCase<Asked, Step, Looked> | null = null;
  // What comes before the record is read waits for it; only then can a rule say no.
  const obey = async (asked: Asked): Promise<void> => (await loading).obey(asked);
  const validator = (asked: Asked) => running?.validate(asked);
  for (const update of updates) setHandler(update, obey, { validator });
  setHandler(timetable, () => running?.look() ?? unread);

  running = await loading;
  const loaded = running;
  for (;;) {
    await takeSteps(loaded);
    await condition(allHandlersFinished);
    await loaded.allWritten;
    if (loaded.isOver) return;
    if (mayBeginAnew(loaded)) await beginAnew();
  }
}

/** Takes step after step until nothing is ahead, or the history has grown long. */
async function takeSteps<Asked, Step extends PlannedStep, Looked>(
  running: RunningCase<Asked, Step, Looked>,
): Promise<void> {
  while (!running.isOver) {
    if (mayBeginAnew(running)) return;
    const seen = running.state;
    // What is owed is mostly done after the move that owes it: then, too, a long history may end.
    const isMoved = () => running.state !== seen || running.isOver || mayBeginAnew(running);
    const [next] = running.timetable;
    const announcement = running.announcement ?? null;
    if (next === undefined) await condition(isMoved);
    else if (announcement !== null && announcement.at < next.at && patched(ANNOUNCES)) {
      if (await isStillDue(announcement, isMoved)) announcement.show();
    } else if (await isStillDue(next, isMoved)) await running.takeStep(next);
  }
}

function mayBeginAnew({ isIdle }: { isIdle: boolean }): boolean {
  return isHistoryLong() && isIdle;
}

/** Waits for a step's time; false when the case has moved before. A step that is late already needs no timer. */
export async function isStillDue(next: Pick<PlannedStep, 'at'>, isMoved: () => boolean): Promise<boolean> {
  const left = millisecondsUntil(next.at);
  return left === 0 || !(await condition(isMoved, left));
}

export function isHistoryLong(): boolean {
  return workflowInfo().historyLength > LONGEST_HISTORY;
}

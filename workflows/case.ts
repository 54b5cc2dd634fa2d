import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Kinds, Process } from '../domain/process.ts';
import { nextAnnouncement, type PlannedStep } from '../domain/timetable.ts';
import { showDetails } from './case-details.ts';
import { caseOf, records } from './case-records.ts';
import {
  type AskedCommand,
  type CaseInput,
  FOLLOW_VERSION,
  type FollowedVersion,
  type Outlook,
  outlookQuery,
  UNREAD,
} from './contract.ts';
import { RecordWatch } from './record-watch.ts';
import { RunningCase } from './running-case.ts';
import { millisecondsUntil, workflowNow } from './shared/workflow-time.ts';

// Long before a history of years grows heavy, the case continues in a new run.
const LONGEST_HISTORY = 2_000;

// The workflow renders the Temporal UI's text. Without this wake-up the text would stay as of the last move.
const ANNOUNCES = '2026-11-29 a step is shown from the time of its announcement';

const unread: Outlook = { stage: UNREAD, nextAction: null, next: [], todo: [] };

/** The workflow of a process. The workflow type is the process's name. */
export function caseWorkflow<K extends Kinds>(process: Process<K>): (input: CaseInput<K>) => Promise<void> {
  return (input) => runCase(process, input);
}

/** Runs a case until it is over. Its handlers are registered before it waits for the first time. */
async function runCase<K extends Kinds>(process: Process<K>, { begin, ...which }: CaseInput<K>): Promise<void> {
  let running = begin === undefined ? null : new RunningCase(process, which, begin);
  const loading = running === null ? RunningCase.load(process, which) : Promise.resolve(running);
  const watch = new RecordWatch();
  const moving: Moving = { to: null };
  setHandler(outlookQuery, () => running?.look() ?? unread);
  setHandler(defineSignal<[FollowedVersion]>(FOLLOW_VERSION), (version) => void (moving.to = version));
  listen(process, watch, { running: () => running, loading });

  running = await loading;
  // A case that is handed over has not been taken up from its record.
  if (begin !== undefined) running.distribute();
  for (;;) {
    await takeSteps(process, running, watch, moving);
    await condition(allHandlersFinished);
    await running.allWritten;
    // The record may differ from what was decided: then the case continues.
    if (running.isOver) return;
    const isReady = beginsAgain(running, moving);
    if (isReady && moving.to !== null) {
      await records.followVersion({ ...caseOf(process, which), ...moving.to, at: workflowNow() });
    }
    // A new run reads the record.
    if (isReady) await continueAsNew<(input: CaseInput<K>) => Promise<void>>(which);
  }
}

/** The version that the case is to follow. */
type Moving = { to: FollowedVersion | null };

type Listening<K extends Kinds> = { running(): RunningCase<K> | null; loading: Promise<RunningCase<K>> };

/** Registers the handlers. Commands that come before the record is read wait for it, because rules need the record. */
function listen<K extends Kinds>(
  { commands, facts, watched }: Process<K>,
  watch: RecordWatch,
  { running, loading }: Listening<K>,
): void {
  const handle = async (asked: AskedCommand<K>): Promise<void> => (running() ?? (await loading)).handle(asked);
  const validator = (asked: AskedCommand<K>) => running()?.validate(asked);
  for (const name of Object.values<string>(commands)) {
    setHandler(defineUpdate<void, [AskedCommand<K>]>(name), handle, { validator });
  }
  for (const name of Object.keys(facts) as (keyof K['facts'] & string)[]) {
    type Fact = K['facts'][typeof name] & { at: string };
    setHandler(defineSignal<[Fact]>(name), async (fact) => (await loading).hear(name, fact, fact.at));
  }
  if (watched !== undefined) setHandler(defineSignal(watched.signal), () => watch.call());
}

/** Takes steps until none is ahead, or the history has grown long. */
async function takeSteps<K extends Kinds>(
  process: Process<K>,
  running: RunningCase<K>,
  watch: RecordWatch,
  moving: Moving,
): Promise<void> {
  const { policy } = running;
  while (!running.isOver) {
    if (beginsAgain(running, moving)) return;
    const seen = running.state;
    // Effects usually end after their move; a long history may end then, too.
    const isMoved = () => running.state !== seen || running.isOver || beginsAgain(running, moving);
    const [next] = running.timetable;
    const announcedAt = nextAnnouncement(running.timetable, workflowNow());
    if (next === undefined) {
      if (process.watched?.isOn(policy) !== true) await condition(isMoved);
      else {
        // The move that starts the watch must be in the record first.
        await running.allWritten;
        if (!isMoved()) await watch.keep(() => running.lookAtRecord(), isMoved);
      }
    } else if (announcedAt !== null && announcedAt < next.at && patched(ANNOUNCES)) {
      if (await isStillDue({ at: announcedAt }, isMoved)) showDetails(process, policy, running.state);
    } else if (await isStillDue(next, isMoved)) await running.takeStep(next);
  }
}

/** A new run begins when the history has grown long, or the case is to follow another version. */
function beginsAgain({ isIdle }: { isIdle: boolean }, { to }: Moving): boolean {
  return (to !== null || workflowInfo().historyLength > LONGEST_HISTORY) && isIdle;
}

/** Waits for a step's time; false if the case moves first. A late step needs no timer. */
async function isStillDue(next: Pick<PlannedStep, 'at'>, isMoved: () => boolean): Promise<boolean> {
  const left = millisecondsUntil(next.at);
  return left === 0 || !(await condition(isMoved, left));
}

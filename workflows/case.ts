// The life of a case of any process: it waits, takes the next step, does what people ask, hears of facts, begins a long
// history anew.
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
import { type AskedCommand, type CaseInput, type Outlook, outlookQuery, UNREAD } from './contract.ts';
import { RecordWatch } from './record-watch.ts';
import { RunningCase } from './running-case.ts';
import { millisecondsUntil, workflowNow } from './shared/workflow-time.ts';

// A case that lives for years begins its history anew long before it grows heavy.
const LONGEST_HISTORY = 2_000;

// What the Temporal UI shows is rendered in the workflow: without a wake-up it would say what was announced at the last move.
const ANNOUNCES = '2026-11-29 a step is shown from the time of its announcement';

const unread: Outlook = { stage: UNREAD, nextAction: null, next: [], todo: [] };

/** The workflow of a process. Its type is the process's name. */
export function caseWorkflow<K extends Kinds>(process: Process<K>): (input: CaseInput<K>) => Promise<void> {
  return (input) => runCase(process, input);
}

/** Runs a case until it is over. Its handlers are registered before this first waits. */
async function runCase<K extends Kinds>(process: Process<K>, { begin, ...which }: CaseInput<K>): Promise<void> {
  let running = begin === undefined ? null : new RunningCase(process, which, begin);
  const loading = running === null ? RunningCase.load(process, which) : Promise.resolve(running);
  const watch = new RecordWatch();
  setHandler(outlookQuery, () => running?.look() ?? unread);
  listen(process, watch, { running: () => running, loading });

  running = await loading;
  for (;;) {
    await takeSteps(process, running, watch);
    await condition(allHandlersFinished);
    await running.allWritten;
    // What was decided may not stand in the record: the case then goes on.
    if (running.isOver) return;
    // A new run reads the record.
    if (mayBeginAnew(running)) await continueAsNew<(input: CaseInput<K>) => Promise<void>>(which);
  }
}

type Listening<K extends Kinds> = { running(): RunningCase<K> | null; loading: Promise<RunningCase<K>> };

/** Registers what a case is asked and told. What comes before the record is read waits for it; only then can a rule say no. */
function listen<K extends Kinds>(
  { commands, facts, watched }: Process<K>,
  watch: RecordWatch,
  { running, loading }: Listening<K>,
): void {
  const obey = async (asked: AskedCommand<K>): Promise<void> => (running() ?? (await loading)).obey(asked);
  const validator = (asked: AskedCommand<K>) => running()?.validate(asked);
  for (const name of Object.values<string>(commands)) {
    setHandler(defineUpdate<void, [AskedCommand<K>]>(name), obey, { validator });
  }
  for (const name of Object.keys(facts) as (keyof K['facts'] & string)[]) {
    type Fact = K['facts'][typeof name] & { at: string };
    setHandler(defineSignal<[Fact]>(name), async (fact) => (await loading).hear(name, fact, fact.at));
  }
  if (watched !== undefined) setHandler(defineSignal(watched.signal), () => watch.call());
}

/** Takes step after step until nothing is ahead, or the history has grown long. */
async function takeSteps<K extends Kinds>(
  process: Process<K>,
  running: RunningCase<K>,
  watch: RecordWatch,
): Promise<void> {
  const { policy } = running;
  while (!running.isOver) {
    if (mayBeginAnew(running)) return;
    const seen = running.state;
    // What is owed is mostly done after the move that owes it: then, too, a long history may end.
    const isMoved = () => running.state !== seen || running.isOver || mayBeginAnew(running);
    const [next] = running.timetable;
    const announcedAt = nextAnnouncement(running.timetable, workflowNow());
    if (next === undefined) {
      if (process.watched?.isOn(policy) !== true) await condition(isMoved);
      else {
        // The record has to know of the move first that leads to the watch.
        await running.allWritten;
        if (!isMoved()) await watch.keep(() => running.lookAtRecord(), isMoved);
      }
    } else if (announcedAt !== null && announcedAt < next.at && patched(ANNOUNCES)) {
      if (await isStillDue({ at: announcedAt }, isMoved)) showDetails(process, policy, running.state);
    } else if (await isStillDue(next, isMoved)) await running.takeStep(next);
  }
}

function mayBeginAnew({ isIdle }: { isIdle: boolean }): boolean {
  return workflowInfo().historyLength > LONGEST_HISTORY && isIdle;
}

/** Waits for a step's time; false when the case has moved before. A step that is late already needs no timer. */
async function isStillDue(next: Pick<PlannedStep, 'at'>, isMoved: () => boolean): Promise<boolean> {
  const left = millisecondsUntil(next.at);
  return left === 0 || !(await condition(isMoved, left));
}

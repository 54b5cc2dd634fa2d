// The life of a case of any process: it waits, takes the next step, does what people ask, hears of facts, begins a long
// history anew.
import {
  allHandlersFinished,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Kinds, Process } from '../domain/process.ts';
import { nextAnnouncement, type PlannedStep } from '../domain/timetable.ts';
import { showDetails } from './case-details.ts';
import type { AskedCommand, CaseId, CaseRecord, LoadedCase, Outlook } from './contract.ts';
import { RunningCase } from './running-case.ts';
import { RecordWatch } from './record-watch.ts';
import { millisecondsUntil, workflowNow } from './shared/workflow-time.ts';

// A case that lives for years begins its history anew long before it grows heavy.
const LONGEST_HISTORY = 2_000;

// What the Temporal UI shows is rendered in the workflow: without a wake-up it would say what was announced at the last move.
const ANNOUNCES = '2026-11-29 a step is shown from the time of its announcement';

/** What is seen of a case that is still being read from its record. */
export const UNREAD = 'being-read';

const unread: Outlook = { stage: UNREAD, nextAction: null, next: [], todo: [] };

const outlookQuery = defineQuery<Outlook>('timetable');

/** How a case's workflow begins. */
export type CaseStart<K extends Kinds> = {
  which: CaseId;
  record: CaseRecord<K>;
  /** Handed over by whoever has just written the record, so that it is not read at once. */
  begin?: LoadedCase<K>;
  /** Continues as new. */
  beginAnew(state: K['state']): Promise<never>;
};

/** Runs a case until it is over. Its handlers are registered before this first waits. */
export async function runCase<K extends Kinds>(
  process: Process<K>,
  { which, record, begin, beginAnew }: CaseStart<K>,
): Promise<void> {
  let running = begin === undefined ? null : new RunningCase(process, which, record, begin);
  const loading = running === null ? RunningCase.load(process, which, record) : Promise.resolve(running);
  // What comes before the record is read waits for it; only then can a rule say no.
  const obey = async (asked: AskedCommand<K>): Promise<void> => (running ?? (await loading)).obey(asked);
  const validator = (asked: AskedCommand<K>) => running?.validate(asked);
  for (const name of Object.values<string>(process.commands)) {
    setHandler(defineUpdate<void, [AskedCommand<K>]>(name), obey, { validator });
  }
  setHandler(outlookQuery, () => running?.look() ?? unread);
  for (const name of factsOf(process)) {
    type Fact = K['facts'][typeof name] & { at: Instant };
    setHandler(defineSignal<[Fact]>(String(name)), async (fact) => (await loading).hear(name, fact, fact.at));
  }
  const watch = watchOf(process, record, () => running);

  running = await loading;
  for (;;) {
    await takeSteps(process, running, watch);
    await condition(allHandlersFinished);
    await running.allWritten;
    // What was decided may not stand in the record: the case then goes on.
    if (running.isOver) return;
    if (mayBeginAnew(running)) await beginAnew(running.state);
  }
}

function factsOf<K extends Kinds>({ facts }: Process<K>): (keyof K['facts'])[] {
  return Object.keys(facts) as (keyof K['facts'])[];
}

function watchOf<K extends Kinds>(
  process: Process<K>,
  { look }: CaseRecord<K>,
  running: () => RunningCase<K> | null,
): RecordWatch<K> | null {
  const { watched } = process;
  if (watched === undefined || look === undefined) return null;
  const watch = new RecordWatch<K>(watched, look, (policy, looksAgainAt) => {
    const now = running();
    if (now !== null) showDetails(process, policy, now.state, looksAgainAt);
  });
  setHandler(defineSignal(watched.signal), () => watch.call());
  return watch;
}

/** Takes step after step until nothing is ahead, or the history has grown long. */
async function takeSteps<K extends Kinds>(
  process: Process<K>,
  running: RunningCase<K>,
  watch: RecordWatch<K> | null,
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
      if (watch?.isOn(policy) !== true) await condition(isMoved);
      else {
        // The record has to know of the move first that leads to the watch.
        await running.allWritten;
        if (!isMoved()) await watch.keep(policy, isMoved);
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

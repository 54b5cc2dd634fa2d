// Owns the life of one package, from booked until nothing is ahead: it waits, takes the next step, hears of money. Refuses
// to know rules, texts and tables.
import { allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { isHistoryLong, isStillDue } from '../shared/process-loop.ts';
import {
  type AskedPackageCommand,
  packageTimetableQuery,
  paymentReceived,
  type ReceivedPayment,
  type ServicePackageInput,
  servicePackageUpdates,
} from './contract.ts';
import { RunningPackage } from './running-package.ts';

export async function servicePackage(which: ServicePackageInput): Promise<void> {
  let running: RunningPackage | null = null;
  const loading = RunningPackage.begin(which);

  // What comes before the record is read waits for it; only then can a rule say no.
  const obey = async (asked: AskedPackageCommand): Promise<void> => (await loading).obey(asked);
  const validator = (asked: AskedPackageCommand) => running?.validate(asked);
  for (const update of Object.values(servicePackageUpdates)) setHandler(update, obey, { validator });
  setHandler(paymentReceived, async (received: ReceivedPayment) => (await loading).receive(received));

  running = await loading;
  const loaded = running;
  setHandler(packageTimetableQuery, () => loaded.look());
  for (;;) {
    await live(loaded);
    await condition(allHandlersFinished);
    await loaded.allWritten;
    if (loaded.isOver) return;
    if (mayBeginAnew(loaded)) await continueAsNew<typeof servicePackage>(which);
  }
}

/** Takes step after step until nothing is ahead, or the history has grown long. */
async function live(running: RunningPackage): Promise<void> {
  while (!running.isOver) {
    if (mayBeginAnew(running)) return;
    const seen = running.state;
    // What is owed is mostly done after the move that owes it: then, too, a long history may end.
    const isMoved = () => running.state !== seen || running.isOver || mayBeginAnew(running);
    const [next] = running.timetable;
    if (next === undefined) await condition(isMoved);
    else if (await isStillDue(next, isMoved)) await running.takeStep(next);
  }
}

function mayBeginAnew({ owed }: RunningPackage): boolean {
  return isHistoryLong() && owed.none;
}

// Owns the life of one package, from booked until nothing is ahead: it waits, takes the next step, hears of money. Refuses
// to know rules, texts and tables.
import { continueAsNew, setHandler } from '@temporalio/workflow';
import { runCase, UNREAD } from '../shared/process-loop.ts';
import {
  packageTimetableQuery,
  paymentReceived,
  type ReceivedPayment,
  type ServicePackageInput,
  servicePackageUpdates,
} from './contract.ts';
import { RunningPackage } from './running-package.ts';

export async function servicePackage(which: ServicePackageInput): Promise<void> {
  const loading = RunningPackage.begin(which);
  const life = runCase(loading, {
    updates: Object.values(servicePackageUpdates),
    timetable: packageTimetableQuery,
    unread: { stage: UNREAD, nextAction: null, next: [], todo: [] },
    beginAnew: () => continueAsNew<typeof servicePackage>(which),
  });
  setHandler(paymentReceived, async (received: ReceivedPayment) => (await loading).receive(received));
  await life;
}

import { continueAsNew } from '@temporalio/workflow';
import type { Effect } from '../../domain/effect.ts';
import { servicePackage as process } from '../../domain/service-package/process.ts';
import { unfinishedPayments } from '../../domain/service-package/unfinished.ts';
import { runCase } from '../case.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import type { OwedByRecord, PackageRecordActivities, ServicePackageInput } from './contract.ts';

const activities = ownDatabaseActivities<PackageRecordActivities>();

export async function servicePackage(which: ServicePackageInput): Promise<void> {
  await runCase(process, {
    which: { caseId: which.packageId, program: which.program },
    record: {
      async load() {
        const { policy, state, owed } = await activities.loadPackage(which);
        return { policy, state, owed: effectsOf(owed ?? { sms: [], payments: unfinishedPayments(policy, state) }) };
      },
      async write(moves, updateId) {
        const otherwise = await activities.recordPackageMoves({ ...which, moves, updateId });
        return otherwise && { ...otherwise, owed: effectsOf(otherwise.owed ?? { sms: [], payments: [] }) };
      },
      chooseAssignees: (_, tickets, at) => activities.chooseAssignees({ ...which, tickets, at }),
    },
    beginAnew: () => continueAsNew<typeof servicePackage>(which),
  });
}

function effectsOf({ sms, payments }: OwedByRecord): Effect[] {
  return [
    ...payments.map((order): Effect => ({ channel: 'payment', order })),
    ...sms.map((order): Effect => ({ channel: 'sms', order, requestId: null })),
  ];
}

// What the channels of effects need of a package.
import type { Em } from '../../db/orm.ts';
import { isBeingOpened } from '../../db/read/payment-requests.ts';
import { readPolicy } from '../../db/read/policies.ts';
import { settledIntents, unsentSms } from '../../db/read/pending-effects.ts';
import { type ServicePackageRecord, servicePackageNamed } from '../../db/read/service-packages.ts';
import { writePaymentMeans } from '../../db/write/payment-means.ts';
import type { Effect } from '../../domain/effect.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { effectsOrdered, servicePackage } from '../../domain/service-package/process.ts';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import { requestsToEnd, unfinishedPayments } from '../../domain/service-package/unfinished.ts';
import type { CaseRequest, CaseSource, EffectCase } from '../effects/channel.ts';
import { smsOrderOf } from '../effects/sms.ts';

export const packageSource: CaseSource = {
  process: servicePackage.name,
  async read(em, caseId) {
    const record = await servicePackageNamed(em, caseId);
    return effectCaseOf(record, await readPolicy<ServicePackagePolicy>(em, record.policyDigest));
  },
  payments: { isBeingOpened, keepMeans: writePaymentMeans },
};

function effectCaseOf(record: ServicePackageRecord, policy: ServicePackagePolicy): EffectCase {
  const { id: caseId, program, contactId, customer, state } = record;
  return {
    ...{ process: servicePackage.name, program, caseId, policy },
    customer: { ...customer, contactId },
    requests: requestsOf(record),
    payments: [...(state.payment === null ? [] : [state.payment]), ...state.heldPayments],
  };
}

const unanswered = { effectId: null, orderRef: null, linkRef: null, url: null, code: null };

// FK-01, FK-02: a link or code is payable until the first visit.
function requestsOf({ state, requests, collection }: ServicePackageRecord): CaseRequest[] {
  const given = new Map(requests.map((request) => [request.id, request]));
  return state.paymentRequests.map(({ id, method, status, kind, account }) => ({
    ...(given.get(id) ?? unanswered),
    ...{ id, method, isOpen: status === 'open', payableUntil: state.firstVisitAt, collection },
    ...(kind === undefined ? {} : { kind }),
    ...(account === undefined ? {} : { account }),
  }));
}

/**
 * A package's pending effects, by its record and the ledger. The ledger performs each once, even if it was begun
 * before.
 */
export async function pendingEffects(
  em: Em,
  { packageId, policy, state }: { packageId: string; policy: ServicePackagePolicy; state: ServicePackageState },
): Promise<Effect[]> {
  const ends = requestsToEnd(state);
  const ended = await settledIntents(
    em,
    packageId,
    ends.map(({ intent }) => intent),
  );
  const payments = [...unfinishedPayments(policy, state), ...ends.filter(({ intent }) => !ended.has(intent))];
  const sms = (await unsentSms(em, packageId)).map(smsOrderOf);
  return effectsOrdered({ payments, sms });
}

// Owns what of a service package its readers are shown. Refuses to decide whether they may read it at all.
import type { Static } from 'typebox';
import type { ServicePackageRecord } from '../../db/read/service-packages.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import { mayDo } from '../../domain/service-package/access.ts';
import { canRevive } from '../../domain/service-package/held-payments.ts';
import { nextAction } from '../../domain/service-package/next-action.ts';
import { packageWork, type ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import type {
  HeldPayment,
  Payment,
  Refund as RefundState,
  ServicePackageState,
} from '../../domain/service-package/state.ts';
import { visitsLeft } from '../../domain/service-package/visits.ts';
import type { Refund, ServicePackageView } from '../schemas/service-packages.ts';

type View = Static<typeof ServicePackageView>;

export function servicePackageView(
  policy: ServicePackagePolicy,
  record: ServicePackageRecord,
  reader: StaffActor,
): View {
  const { state } = record;
  const staff = staffIn(reader, record.program);
  const refunds = state.refunds.map(refundView);
  const isCash = state.paymentRequests.some(({ method, status }) => method === 'cash' && status === 'open');
  return {
    id: record.id,
    program: record.program,
    stage: state.stage,
    paid: state.payment !== null,
    customer: record.customer,
    bookedAt: record.bookedAt,
    bookedBy: record.bookedBy,
    priceMinor: state.price.amountMinor,
    currency: state.price.currency,
    startsOn: state.startsOn,
    expiresOn: state.expiresOn,
    graceEndsOn: state.graceEndsOn,
    bought: state.bought,
    visitsLeft: visitsLeft(state),
    visits: state.visits.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt)),
    paymentRequests: requestViews(record),
    payment: state.payment === null ? null : paymentView(state.payment),
    collection: record.collection,
    heldPayments: state.heldPayments.map((held) => heldView(state, held)),
    tickets: record.tickets.map(({ id }) => id),
    refund: refunds.at(-1) ?? null,
    refunds,
    notices: isCash ? [policy.booking.cashNotice] : [],
    may: packageWork.filter((action) => mayDo(policy, action, staff)),
    nextAction: nextAction(policy, state),
  };
}

function requestViews({ state, requests }: ServicePackageRecord): View['paymentRequests'] {
  return state.paymentRequests.map((request) => {
    const { url = null, code = null } = requests.find(({ id }) => id === request.id) ?? {};
    return { ...request, url, code };
  });
}

function paymentView({ id, method, amount, at }: Payment): NonNullable<View['payment']> {
  return { id, method, amountMinor: amount.amountMinor, at };
}

function heldView(state: ServicePackageState, held: HeldPayment): View['heldPayments'][number] {
  const { why, decision } = held;
  return { ...paymentView(held), why, decision, canRevive: canRevive(state, held) };
}

function refundView(refund: RefundState): Static<typeof Refund> {
  const { id, amount, status, why, at, preparedBy, approvedBy } = refund;
  return { id, amountMinor: amount.amountMinor, status, why, at, preparedBy, approvedBy };
}

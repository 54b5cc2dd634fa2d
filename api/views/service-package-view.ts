import type { Static } from 'typebox';
import type { ServicePackageRecord } from '../../db/read/service-packages.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { mayDo } from '../../domain/service-package/access.ts';
import { addressTodo } from '../../domain/service-package/address.ts';
import { canRevive } from '../../domain/service-package/held-payments.ts';
import { kindOf, paymentWay, paymentWays } from '../../domain/service-package/methods.ts';
import { packageWork, type ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { isCancelledOnItsDay } from '../../domain/service-package/same-day-tickets.ts';
import type {
  HeldPayment,
  Payment,
  Refund as RefundState,
  ServicePackageState,
} from '../../domain/service-package/state.ts';
import { packageTodo } from '../../domain/service-package/todo.ts';
import { visitsUnused, visitsWithoutDate } from '../../domain/service-package/visits.ts';
import { announced, byDueTime } from '../../domain/timetable.ts';
import type { Refund, ServicePackageView } from '../schemas/service-packages.ts';

type View = Static<typeof ServicePackageView>;

export function servicePackageView(
  policy: ServicePackagePolicy,
  record: ServicePackageRecord,
  reader: StaffActor,
  now: Instant,
): View {
  const { state } = record;
  const staff = staffIn(reader, record.program);
  const refunds = state.refunds.map(refundView);
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
    visitsLeft: visitsUnused(policy, state, now),
    visitsWithoutDate: visitsWithoutDate(state),
    visits: visitViews(policy, state),
    paymentWays: paymentWays(policy).map(({ method, kind, notice }) => ({ method, kind, notice })),
    paymentRequests: requestViews(record),
    payment: state.payment === null ? null : paymentView(state.payment),
    ...besideState(policy, record),
    heldPayments: state.heldPayments.map((held) => heldView(state, held)),
    tickets: record.tickets.map(({ id }) => id),
    refund: refunds.at(-1) ?? null,
    refunds,
    ...saidTo(policy, state),
    may: packageWork.filter((action) => mayDo(policy, action, staff)),
    nextAction: announced(record.next, now)[0] ?? null,
    todo: byDueTime([...packageTodo(policy, state, now), ...addressTodo(policy, record, now)]),
  };
}

/** What the agent says of the rules of this package. */
function saidTo(policy: ServicePackagePolicy, state: ServicePackageState): Pick<View, 'notices' | 'terms'> {
  const { visits } = policy;
  const open = state.paymentRequests.filter(({ status }) => status === 'open');
  return {
    notices: open.flatMap(({ method }) => paymentWay(policy, method)?.notice ?? []),
    terms: { freeChange: visits.freeChange, cutOff: visits.cutOff },
  };
}

function besideState(
  { programVersion = null }: { programVersion?: number | null },
  { state, collection, replaces, replacedBy }: ServicePackageRecord,
) {
  const catalogueItem = state.catalogueItem?.id ?? null;
  return { programVersion, catalogueItem, collection, replaces, replacedBy };
}

function visitViews(policy: ServicePackagePolicy, state: ServicePackageState): View['visits'] {
  return state.visits
    .toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))
    .map((visit) => ({ ...visit, cancelledOnItsDay: isCancelledOnItsDay(policy, state, visit) }));
}

function requestViews({ state, requests }: ServicePackageRecord): View['paymentRequests'] {
  return state.paymentRequests.map((request) => {
    const { url = null, code = null } = requests.find(({ id }) => id === request.id) ?? {};
    const { id, method, at, status, collectAt = null, missedAt = null } = request;
    return { id, method, kind: kindOf(request), at, status, collectAt, missedAt, url, code };
  });
}

function paymentView({ id, method, amount, at }: Payment): NonNullable<View['payment']> {
  return { id, method, ...amount, at };
}

function heldView(state: ServicePackageState, held: HeldPayment): View['heldPayments'][number] {
  const { why, decision } = held;
  return { ...paymentView(held), why, decision, canRevive: canRevive(state, held) };
}

function refundView(refund: RefundState): Static<typeof Refund> {
  const { id, amount, status, why, at, preparedBy, approvedBy } = refund;
  return { id, ...amount, status, why, at, preparedBy, approvedBy };
}

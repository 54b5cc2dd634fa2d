// Performs the ten kinds of effects of packages and tickets under a fault, and counts the vendor's acceptances.
import { ApplicationFailure } from '@temporalio/common';
import type { PaymentMethod } from '../../../domain/effect.ts';
import { effectActivities } from '../../../activities/effects/index.ts';
import { row, rows, sql } from '../../../db/sql.ts';
import { money } from '../../../domain/money.ts';
import { withRetries } from '../effects.ts';
import type { Fault } from '../loopback-provider.ts';
import { bookPackage, payPackage } from './bought-package.ts';
import { aTransaction } from './paymob-callback.ts';
import type { VendorSystem } from './vendor-system.ts';

/** Five faults. */
export const vendorFaults = [
  'answer-lost',
  'error-after-acceptance',
  'hang',
  'too-many-requests',
  'wrong-json',
] as const satisfies readonly Fault[];

type Vendor = keyof VendorSystem['vendors'];

/** One effect that is ready to leave: its vendor, a function that performs it, its number of acceptances. */
type Ready = {
  packageId: string;
  intent: string;
  vendor: Vendor;
  perform(): Promise<unknown>;
  times(effectId: string): number;
};

export type Kind = (system: VendorSystem, guard: boolean) => Promise<Ready>;

const price = money(160_000, 'EGP');
const count = (all: readonly unknown[], wanted: unknown) => all.filter((one) => String(one) === String(wanted)).length;
const program = 'filkhedma';
const about = (caseId: string) => ({ process: 'service-package', caseId, program });

function activitiesOf({ database: { orm }, ledger, clock, adapters }: VendorSystem, guard: boolean) {
  const parts = { orm, ledger, clock, adapters, guard };
  return effectActivities(parts);
}

const sms: Kind = async (system, guard) => {
  const { id: packageId } = await bookPackage(system.database.orm, 'card');
  const order = { intent: 'sms-1/chase', text: 'sms-1', values: {}, rule: 'FK-08' };
  const perform = () => activitiesOf(system, guard).sendSms({ ...about(packageId), order, requestId: null });
  return {
    packageId,
    intent: order.intent,
    vendor: 'twilio',
    perform,
    times: (id) => count(system.vendors.twilio.accepted, id),
  };
};

const smsWithLink: Kind = async (system, guard) => {
  const { id: packageId, requestId } = await opened(system, 'card');
  const order = { intent: `payment-link/${requestId}`, text: 'payment-link', values: {}, rule: 'FK-01' };
  const perform = () => activitiesOf(system, guard).sendSms({ ...about(packageId), order, requestId });
  return {
    packageId,
    intent: order.intent,
    vendor: 'twilio',
    perform,
    times: (id) => count(system.vendors.twilio.accepted, id),
  };
};

const requestOrder = (requestId: string, method: PaymentMethod) =>
  ({ kind: 'request', intent: `request/${requestId}`, requestId, method, amount: price, sms: null }) as const;

/** A package with a way to pay, made without a fault. */
async function opened(system: VendorSystem, method: PaymentMethod) {
  const stored = await bookPackage(system.database.orm, method);
  const order = requestOrder(stored.requestId, method);
  const answer = await activitiesOf(system, true).openPaymentRequest({ ...about(stored.id), order });
  if (!answer.opened) throw new Error(`the ${method} request was not opened`);
  const request = await row<{ effectId: string; orderRef: string }>(
    system.database.orm.em.fork(),
    sql`select effect_id as "effectId", order_ref as "orderRef" from payment_requests where id = ${stored.requestId}::uuid`,
  );
  if (request === null) throw new Error('the request was not kept');
  return { ...stored, ...request };
}

const opening =
  (method: PaymentMethod, vendor: Vendor, accepted: (system: VendorSystem) => readonly string[]): Kind =>
  async (system, guard) => {
    const { id: packageId, requestId } = await bookPackage(system.database.orm, method);
    const order = requestOrder(requestId, method);
    const perform = () => activitiesOf(system, guard).openPaymentRequest({ ...about(packageId), order });
    return { packageId, intent: order.intent, vendor, perform, times: (id) => count(accepted(system), id) };
  };

const expiring =
  (method: 'card' | 'fawry', vendor: Vendor, ended: (system: VendorSystem) => readonly string[]): Kind =>
  async (system, guard) => {
    const { id: packageId, requestId, effectId } = await opened(system, method);
    const order = { kind: 'expire', intent: `expire/${requestId}`, requestId } as const;
    const perform = () => activitiesOf(system, guard).expirePaymentRequest({ ...about(packageId), order });
    return { packageId, intent: order.intent, vendor, perform, times: () => count(ended(system), effectId) };
  };

let transactions = 500_000;

const cardRefund: Kind = async (system, guard) => {
  const { id: packageId, requestId } = await opened(system, 'card');
  const id = (transactions += 1);
  system.vendors.paymob.transactions.set(id, aTransaction({ id, amount_cents: price.amountMinor }));
  await payPackage(system.database.orm, packageId, { id: `paymob/${id}`, requestId, method: 'card' });
  return refunding(system, guard, { packageId, paymentId: `paymob/${id}`, vendor: 'paymob' }, () =>
    count(system.vendors.paymob.refundsOf, id),
  );
};

const fawryRefund: Kind = async (system, guard) => {
  const { id: packageId, requestId, orderRef } = await opened(system, 'fawry');
  const order = system.vendors.fawry.orders.find(({ referenceNumber }) => referenceNumber === orderRef);
  Object.assign(order ?? {}, { status: 'PAID' });
  await payPackage(system.database.orm, packageId, { id: `fawry/${orderRef}`, requestId, method: 'fawry' });
  return refunding(system, guard, { packageId, paymentId: `fawry/${orderRef}`, vendor: 'fawry' }, () =>
    count(system.vendors.fawry.refundsOf, orderRef),
  );
};

function refunding(
  system: VendorSystem,
  guard: boolean,
  { packageId, paymentId, vendor }: { packageId: string; paymentId: string; vendor: Vendor },
  times: () => number,
): Ready {
  const intent = 'refund/r1/1';
  const amount = money(50_000, 'EGP');
  const order = { kind: 'refund', intent, refundId: 'r1', attempt: 1, paymentId, amount } as const;
  const perform = () => activitiesOf(system, guard).payRefund({ ...about(packageId), order });
  return { packageId, intent, vendor, perform, times };
}

const helpdeskTicket: Kind = async (system, guard) => {
  const { id: packageId } = await bookPackage(system.database.orm, 'later');
  const [ticket] = await rows<{ id: string; key: string; version: number }>(
    system.database.orm.em.fork(),
    sql`select id, key, version from cases where owner_id = ${packageId}::uuid`,
  );
  if (ticket === undefined) throw new Error('the booking opened no ticket');
  const wanted = { ...about(packageId), key: ticket.key, version: ticket.version };
  const perform = () => activitiesOf(system, guard).mirrorTicket(wanted);
  const times = (id: string) => count(system.vendors.freshdesk.accepted, id);
  return { packageId, intent: `ticket/${ticket.key}/create`, vendor: 'freshdesk', perform, times };
};

export const kinds: Readonly<Record<string, Kind>> = {
  'an SMS': sms,
  'an SMS with a link': smsWithLink,
  'a payment link': opening('card', 'paymob', ({ vendors }) => vendors.paymob.published),
  'a Fawry code': opening('fawry', 'fawry', ({ vendors }) => vendors.fawry.accepted),
  'a collection at the door': opening('cash', 'paymob', ({ vendors }) => vendors.paymob.collections),
  'the end of a link': expiring('card', 'paymob', ({ vendors }) => vendors.paymob.ended),
  'the end of a code': expiring('fawry', 'fawry', ({ vendors }) => vendors.fawry.ended),
  'a refund to a card': cardRefund,
  'a refund by Fawry': fawryRefund,
  'a ticket at the help desk': helpdeskTicket,
};

export type Ending = { status: string; times: number };

/** Performs one effect under a fault. The result: its state in the ledger and its number of acceptances. */
export async function underFault(system: VendorSystem, kind: Kind, fault: Fault, guard = true): Promise<Ending> {
  const ready = await kind(system, guard);
  const { upcoming } = system.vendors[ready.vendor];
  upcoming.push(fault);
  // An effect that never ends counts as it is in the ledger and at the vendor.
  await withRetries(system.clock, ready.perform).catch((error: unknown) => {
    if (!(error instanceof ApplicationFailure)) throw error;
  });
  upcoming.length = 0;
  const effect = await row<{ id: string; status: string }>(
    system.database.orm.em.fork(),
    sql`select id, status from outbound_effects where case_id = ${ready.packageId}::uuid and intent = ${ready.intent}`,
  );
  return { status: effect?.status ?? 'not planned', times: effect === null ? 0 : ready.times(effect.id) };
}

/** The fault of an ending, or `null`: an effect is done once, or unknown and so on the board. */
export function wrongWith({ status, times }: Ending): string | null {
  const isFine = status === 'done' ? times === 1 : status === 'unknown' && times <= 1;
  return isFine ? null : `${status}, accepted ${times} times`;
}

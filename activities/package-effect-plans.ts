import type { PaymentOrder, SmsOrder } from '../domain/effect.ts';
import type { ServicePackageRecord } from '../db/read/service-packages.ts';
import type { EffectToPlan } from '../db/write/ledger-effect.ts';
import { type Instant, later } from '../domain/calendar/instant.ts';
import type { Payment } from '../domain/service-package/state.ts';
import { programNamed } from '../programs/index.ts';
import { renderText } from '../programs/render.ts';

// Without a first visit ahead, a link or code can be paid this long.
const PAYABLE = 'PT48H';

type Order<Kind extends PaymentOrder['kind']> = Extract<PaymentOrder, { kind: Kind }>;

/** An SMS in the program's words; the SMS of a payment request includes the provider's link or code. */
export function smsEffect(record: ServicePackageRecord, order: SmsOrder, requestId: string | null): EffectToPlan {
  const { url = null, code = null } = record.requests.find(({ id }) => id === requestId) ?? {};
  const values = { ...order.values, ...(url === null ? {} : { url }), ...(code === null ? {} : { code }) };
  const text = renderText(programNamed(record.program), { text: order.text, values });
  const details = { textId: order.text, rule: order.rule, values: order.values, requestId };
  return { ...effectFor(record, order.intent), channel: 'sms', recipient: record.customer.phone, text, details };
}

/** The order behind an SMS that `smsEffect` planned. */
export function smsOrderOf({ intent, details }: Pick<EffectToPlan, 'intent' | 'details'>): SmsOrder {
  const { textId, rule, values } = details as { textId: string; rule: string; values: SmsOrder['values'] };
  return { intent, text: textId, values, rule };
}

/** A link, a code or a collection at the door (FK-01, FK-02), payable until the first visit. */
export function requestEffect(
  record: ServicePackageRecord,
  { requestId, method, amount, intent }: Order<'request'>,
  at: Instant,
): EffectToPlan {
  const { state, collection, customer, contactId } = record;
  const soonest = later(at, PAYABLE);
  const expiresAt = state.firstVisitAt > soonest ? state.firstVisitAt : soonest;
  const cash = method === 'cash' ? { collection, name: customer.name } : {};
  const details = { requestId, method, ...amount, expiresAt, customerProfileId: contactId, ...cash };
  const text = programNamed(record.program).title;
  return { ...effectFor(record, intent), channel: 'payment', recipient: customer.phone, text, details };
}

/** Ends a payment request. */
export function expiryEffect(record: ServicePackageRecord, { intent, requestId }: Order<'expire'>): EffectToPlan {
  const {
    orderRef = null,
    linkRef = null,
    effectId: merchantRefNum = null,
  } = record.requests.find(({ id }) => id === requestId) ?? {};
  const { method = null } = record.state.paymentRequests.find(({ id }) => id === requestId) ?? {};
  const details = { requestId, method, orderRef, linkRef, merchantRefNum, expires: true };
  return { ...effectFor(record, intent), channel: 'payment', recipient: record.customer.phone, text: '', details };
}

/** A refund, with all names under which its provider knows the payment. */
export function refundEffect(
  record: ServicePackageRecord,
  { intent, amount, refundId }: Order<'refund'>,
  payment: Payment,
): EffectToPlan {
  const opened = record.requests.find(({ id }) => id === payment.requestId);
  const details = {
    refundId,
    method: payment.method,
    ...amount,
    paidMinor: payment.amount.amountMinor,
    transactionId: payment.id.split('/')[1] ?? payment.id,
    merchantRefNum: opened?.effectId ?? null,
    referenceNumber: opened?.code ?? null,
    reason: `refund ${refundId}`,
  };
  return { ...effectFor(record, intent), channel: 'refund', recipient: record.customer.phone, text: '', details };
}

/** The name of a package's effect, by its intent. */
export function effectFor({ id: caseId, program }: ServicePackageRecord, intent: string) {
  return { process: 'service-package', program, caseId, intent };
}

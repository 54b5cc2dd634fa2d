// How customers pay. Rules ask what kind a method is, never what it is called.
import type { MethodKind } from '../effect.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { Payment, PaymentRequest, ServicePackageState } from './state.ts';

/** A way to pay. Without an account it goes to the installation's own provider. */
export type PaymentWay = { method: string; kind: MethodKind; account: string | null; notice: string | null };

type Methods = Pick<ServicePackagePolicy, 'methods' | 'booking'>;

/** The ways to pay, in the program's order. */
export function paymentWays({ methods, booking }: Methods): PaymentWay[] {
  if (isList(methods)) return methods.map((method) => namedWay(method, booking.cashNotice ?? null));
  return Object.entries(methods).map(([method, { kind, account = null, notice = null }]) => ({
    ...{ method, kind, account, notice },
  }));
}

/** `null` for a method that the program does not have. */
export function paymentWay(policy: Methods, method: string): PaymentWay | null {
  return paymentWays(policy).find((way) => way.method === method) ?? null;
}

/** What a request keeps of its method, so that it can be ended and paid back after the rules have changed. */
export function keptOfMethod(policy: Methods, method: string): Pick<PaymentRequest, 'kind' | 'account'> {
  if (isList(policy.methods)) return {};
  const { kind, account } = policy.methods[method] ?? {};
  return { ...(kind === undefined ? {} : { kind }), ...(account === undefined ? {} : { account }) };
}

/** The kind of a request's method; requests from before methods had kinds are read by their name. */
export function kindOf({ method, kind }: Pick<PaymentRequest, 'method' | 'kind'>): MethodKind {
  return kind ?? namedWay(method, null).kind;
}

/** The kind of the method by which money came. */
export function kindOfPayment(
  { paymentRequests }: Pick<ServicePackageState, 'paymentRequests'>,
  { requestId, method }: Pick<Payment, 'method' | 'requestId'>,
): MethodKind {
  const own = paymentRequests.find(({ id }) => id === requestId);
  // After a move a method of the same name may be of another kind, so another request only counts without its own.
  return kindOf(own ?? paymentRequests.findLast((one) => one.method === method) ?? { method });
}

/** True if a person takes the money and records it: at the door or at a desk. */
export function isTakenByPeople(kind: MethodKind): boolean {
  return kind === 'collection' || kind === 'by-hand';
}

// The list form of older documents and snapshots is read here alone.
function namedWay(method: string, cashNotice: string | null): PaymentWay {
  if (method === 'cash') return { method, kind: 'collection', account: null, notice: cashNotice };
  return { method, kind: method === 'card' ? 'link' : 'code', account: null, notice: null };
}

function isList(methods: Methods['methods']): methods is readonly string[] {
  return Array.isArray(methods);
}

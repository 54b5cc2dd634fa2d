// One signed request per call, without retries or redirects. FawryPay's status codes are returned as facts.
import { VendorError } from '../vendor-error.ts';
import {
  cancelRequest,
  chargeRequest,
  type FawryCharge,
  type FawryMerchant,
  type FawryRefund,
  refundRequest,
  statusRequest,
} from './fawry-requests.ts';

export type FawrySettings = FawryMerchant & {
  /** The address of the API; the staging server or another address in tests. */
  baseUrl?: string;
};

const PUBLIC_API = 'https://www.atfawry.com';

/** FawryPay's answer. `statusCode` 200 means success; it is in the body, whatever the HTTP status. */
export type FawryAnswer = {
  statusCode: number;
  statusDescription?: string;
  referenceNumber?: string | number;
  merchantRefNumber?: string;
  orderStatus?: string;
  paymentAmount?: number;
  orderAmount?: number;
};

export type FawryClient = ReturnType<typeof fawryClient>;

/**
 * A client. Each call ends with its signal. @throws VendorError, and what fetch throws
 * Sources: https://developer.fawrystaging.com/docs/server-apis/create-payment-refno-apis, …/refund-issue-api,
 * …/cancel-payment-api, https://developer.fawrystaging.com/docs/payment-notifications/get-payment-status-v2
 */
export function fawryClient({ baseUrl = PUBLIC_API, ...merchant }: FawrySettings) {
  const post = (path: string, body: object, signal: AbortSignal) => {
    const headers = { 'content-type': 'application/json' };
    const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal };
    return answerOf(fetch(new URL(path, baseUrl), init));
  };
  return {
    charge: (charge: FawryCharge, signal: AbortSignal) =>
      post('/ECommerceWeb/Fawry/payments/charge', chargeRequest(merchant, charge), signal),
    /** The status of an order, by our own reference. */
    status: (merchantRefNumber: string, signal: AbortSignal) => {
      const url = new URL('/ECommerceWeb/Fawry/payments/status/v2', baseUrl);
      url.search = new URLSearchParams(statusRequest(merchant, merchantRefNumber)).toString();
      return answerOf(fetch(url, { redirect: 'manual', signal }));
    },
    /** Gives money back; `referenceNumber` is Fawry's own. */
    refund: (refund: FawryRefund, signal: AbortSignal) =>
      post('/ECommerceWeb/Fawry/payments/refund', refundRequest(merchant, refund), signal),
    /** Ends a code, so that it can no longer be paid. */
    cancelUnpaid: (orderRefNo: string, signal: AbortSignal) =>
      post('/ECommerceWeb/api/orders/cancel-unpaid-order', cancelRequest(merchant, orderRefNo), signal),
  };
}

async function answerOf(request: Promise<Response>): Promise<FawryAnswer> {
  const answer = await request;
  const body = jsonOf(await answer.text());
  // The HTTP status says that Fawry is busy or broken, whatever the body holds.
  if (answer.status === 429 || answer.status >= 500) throw new VendorError(`http-${answer.status}`, answer);
  const { statusCode, code } = (body ?? {}) as { statusCode?: unknown; code?: unknown };
  // Some errors are documented as `{code, description, reason}`.
  const number = Number(statusCode ?? code ?? Number.NaN);
  if (Number.isInteger(number)) return { ...(body as object), statusCode: number };
  throw answer.ok ? new VendorError('wrong-answer') : new VendorError(`http-${answer.status}`, answer);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

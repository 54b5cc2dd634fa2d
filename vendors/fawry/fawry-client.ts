// Owns how we speak to FawryPay: one base URL, signed requests, one request per call, status codes read as facts.
// Refuses to retry, to follow redirects, and to know what an amount is for.
import { fawryAmount, sha256 } from './fawry-signature.ts';

export type FawrySettings = {
  merchantCode: string;
  secureKey: string;
  /** Where the API is; the staging server or another address in tests. */
  baseUrl?: string;
};

const PUBLIC_API = 'https://www.atfawry.com';

/** What FawryPay answers. `statusCode` 200 is its yes; it comes in the body, whatever the HTTP status. */
export type FawryAnswer = {
  statusCode: number;
  statusDescription?: string;
  referenceNumber?: string | number;
  merchantRefNumber?: string;
  orderStatus?: string;
  paymentAmount?: number;
  orderAmount?: number;
};

/** A reference code to pay at a Fawry outlet. */
export type FawryCharge = {
  merchantRefNum: string;
  customerProfileId: string;
  customerMobile?: string;
  amountMinor: number;
  expiresAt: string;
  description: string;
};

/** An answer without a status code of Fawry's. Holds no text of it. */
export class FawryError extends Error {
  override name = 'FawryError';
  /** Absent when the answer could not be read: what was asked for may have happened. */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly code: string;
  constructor(code: string, answer?: Response) {
    super(code);
    this.code = code;
    this.status = answer?.status;
    const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
  }
}

export type FawryClient = ReturnType<typeof fawryClient>;

/**
 * A client. Each call ends with its signal. @throws FawryError, and what fetch throws
 * Sources: https://developer.fawrystaging.com/docs/server-apis/create-payment-refno-apis, …/refund-issue-api,
 * …/cancel-payment-api, https://developer.fawrystaging.com/docs/payment-notifications/get-payment-status-v2
 */
export function fawryClient({ merchantCode, secureKey, baseUrl = PUBLIC_API }: FawrySettings) {
  const post = (path: string, body: object, signal: AbortSignal) => {
    const headers = { 'content-type': 'application/json' };
    return answerOf(fetch(new URL(path, baseUrl), { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal }));
  };
  return {
    charge: (charge: FawryCharge, signal: AbortSignal) =>
      post('/ECommerceWeb/Fawry/payments/charge', chargeRequest(charge, merchantCode, secureKey), signal),
    /** How an order stands, by our own reference. */
    status: (merchantRefNumber: string, signal: AbortSignal) => {
      const url = new URL('/ECommerceWeb/Fawry/payments/status/v2', baseUrl);
      const signature = sha256(merchantCode + merchantRefNumber + secureKey);
      url.search = new URLSearchParams({ merchantCode, merchantRefNumber, signature }).toString();
      return answerOf(fetch(url, { redirect: 'manual', signal }));
    },
    /** Gives money back; `referenceNumber` is Fawry's own. */
    refund: (referenceNumber: string, amountMinor: number, reason: string, signal: AbortSignal) => {
      const signature = sha256(merchantCode + referenceNumber + fawryAmount(amountMinor) + reason + secureKey);
      const refundAmount = amountMinor / 100;
      return post('/ECommerceWeb/Fawry/payments/refund', { merchantCode, referenceNumber, refundAmount, reason, signature }, signal);
    },
    /** Ends a code that nobody shall pay any more. */
    cancelUnpaid: (orderRefNo: string, signal: AbortSignal) => {
      const lang = 'ar-eg';
      const signature = sha256(orderRefNo + merchantCode + lang + secureKey);
      return post('/ECommerceWeb/api/orders/cancel-unpaid-order', { merchantAccount: merchantCode, orderRefNo, lang, signature }, signal);
    },
  };
}

function chargeRequest(charge: FawryCharge, merchantCode: string, secureKey: string) {
  const { merchantRefNum, customerProfileId, customerMobile, amountMinor, expiresAt, description } = charge;
  const paymentMethod = 'PAYATFAWRY';
  const signed = [merchantCode, merchantRefNum, customerProfileId, paymentMethod, fawryAmount(amountMinor), secureKey];
  const amount = amountMinor / 100;
  return {
    ...{ merchantCode, merchantRefNum, customerProfileId, paymentMethod, amount, description, language: 'ar-eg' },
    ...(customerMobile === undefined ? {} : { customerMobile }),
    currencyCode: 'EGP',
    paymentExpiry: Date.parse(expiresAt),
    chargeItems: [{ itemId: merchantRefNum, description, price: amount, quantity: 1 }],
    signature: sha256(signed.join('')),
  };
}

async function answerOf(request: Promise<Response>): Promise<FawryAnswer> {
  const answer = await request;
  const body: unknown = await answer.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  // Busy or broken: the HTTP status says it, whatever stands in the body.
  if (answer.status === 429 || answer.status >= 500) throw new FawryError(`http-${answer.status}`, answer);
  const { statusCode, code } = (body ?? {}) as { statusCode?: unknown; code?: unknown };
  // Some errors are shown as `{code, description, reason}`.
  const number = Number(statusCode ?? code ?? Number.NaN);
  if (Number.isInteger(number)) return { ...(body as object), statusCode: number };
  throw answer.ok ? new FawryError('wrong-answer') : new FawryError(`http-${answer.status}`, answer);
}

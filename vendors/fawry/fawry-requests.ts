// Requests are signed with SHA-256 over concatenated values, amounts with two decimals, the key last. Sources: the
// pages named in fawry-client.ts, each with its own formula.
import { FAWRY_CURRENCY, fawryAmount, fawryNumber } from './fawry-amount.ts';
import { sha256 } from './fawry-signature.ts';

export type FawryMerchant = { merchantCode: string; secureKey: string };

/** A reference code to pay at a Fawry outlet; `expiresAt` is an instant, RFC 3339. */
export type FawryCharge = {
  merchantRefNum: string;
  customerProfileId: string;
  customerMobile?: string;
  amountMinor: number;
  expiresAt: string;
  description: string;
};

export type FawryRefund = { referenceNumber: string; amountMinor: number; reason: string };

export function chargeRequest({ merchantCode, secureKey }: FawryMerchant, charge: FawryCharge) {
  const { merchantRefNum, customerProfileId, customerMobile, amountMinor, expiresAt, description } = charge;
  const paymentMethod = 'PAYATFAWRY';
  const signed = [merchantCode, merchantRefNum, customerProfileId, paymentMethod, fawryAmount(amountMinor), secureKey];
  const amount = fawryNumber(amountMinor);
  return {
    ...{ merchantCode, merchantRefNum, customerProfileId, paymentMethod, amount, description, language: 'ar-eg' },
    ...(customerMobile === undefined ? {} : { customerMobile }),
    currencyCode: FAWRY_CURRENCY,
    paymentExpiry: Date.parse(expiresAt),
    chargeItems: [{ itemId: merchantRefNum, description, price: amount, quantity: 1 }],
    signature: sha256(signed.join('')),
  };
}

export function statusRequest({ merchantCode, secureKey }: FawryMerchant, merchantRefNumber: string) {
  return { merchantCode, merchantRefNumber, signature: sha256(merchantCode + merchantRefNumber + secureKey) };
}

export function refundRequest({ merchantCode, secureKey }: FawryMerchant, refund: FawryRefund) {
  const { referenceNumber, amountMinor, reason } = refund;
  const signature = sha256(merchantCode + referenceNumber + fawryAmount(amountMinor) + reason + secureKey);
  return { merchantCode, referenceNumber, refundAmount: fawryNumber(amountMinor), reason, signature };
}

export function cancelRequest({ merchantCode, secureKey }: FawryMerchant, orderRefNo: string) {
  const lang = 'ar-eg';
  const signature = sha256(orderRefNo + merchantCode + lang + secureKey);
  return { merchantAccount: merchantCode, orderRefNo, lang, signature };
}

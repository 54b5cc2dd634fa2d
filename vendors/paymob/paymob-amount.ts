// Paymob counts in hundredths, whatever the currency (`amount_cents`). Its links name no currency: the account's is the
// pound.

export const PAYMOB_CURRENCY = 'EGP';

/** True for details in another currency: they are refused as such before anything else is looked at. */
export function isForeign(details: Record<string, unknown> | null): boolean {
  const currency = details?.['currency'];
  return typeof currency === 'string' && currency !== PAYMOB_CURRENCY;
}

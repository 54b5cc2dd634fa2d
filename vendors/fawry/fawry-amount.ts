// Fawry takes only Egyptian pounds. Its amounts are decimals with two places.

export const FAWRY_CURRENCY = 'EGP';
const PLACES = 2;
const PIASTRES = 10 ** PLACES;

/** An amount in the form that Fawry signs: 10.00. */
export function fawryAmount(minor: number): string {
  return `${Math.trunc(minor / PIASTRES)}.${String(minor % PIASTRES).padStart(PLACES, '0')}`;
}

/** An amount as the number in a request: 10.5. */
export function fawryNumber(minor: number): number {
  return Number(fawryAmount(minor));
}

/**
 * The piastres in an amount from Fawry, a number or its text; `null` for anything else, and for a part of a piastre,
 * which is never rounded.
 */
export function piastresOf(value: unknown): number | null {
  const isPlain = typeof value === 'number' || typeof value === 'string';
  const [, pounds = '', rest = ''] = (isPlain && /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(value))) || [];
  return pounds === '' ? null : Number(pounds) * PIASTRES + Number(rest.padEnd(PLACES, '0'));
}

/** True for details in another currency: they are refused as such before anything else is looked at. */
export function isForeign(details: Record<string, unknown> | null): boolean {
  const currency = details?.['currency'];
  return typeof currency === 'string' && currency !== FAWRY_CURRENCY;
}

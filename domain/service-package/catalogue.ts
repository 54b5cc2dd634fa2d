// What is sold at which price: a package of the catalogue, or one whose price is agreed.
import { HIGHEST_PRICE, money, type Money } from '../money.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { CatalogueItem, FreePrice, ServicePackagePolicy, ValidityTerms } from './policy.ts';
import type { ServicePackageState } from './state.ts';

type Sale = { visits: readonly unknown[]; price: Money; catalogueItem?: string | null };

/** Why a package is not sold at that price, or `null`. */
export function refusalOfPrice(policy: ServicePackagePolicy, { visits, price, catalogueItem }: Sale): Refusal | null {
  const { currency } = policy;
  if (price.currency !== currency) return refusal('currency-refused', `prices are in ${currency}`);
  if (catalogueItem) {
    const item = itemOf(policy, catalogueItem);
    return item === undefined
      ? refusal('catalogue-item-unknown', `there is no package ${catalogueItem} in the catalogue`)
      : refusalOfItem(item, visits.length, price.amountMinor);
  }
  const limits = freePriceOf(policy);
  if (limits === null) return refusal('catalogue-item-required', 'only packages of the catalogue are sold');
  const isWithin = limits.leastMinor <= price.amountMinor && price.amountMinor <= limits.mostMinor;
  return isWithin ? null : refusal('price-outside-limits', 'the price is outside of the limits', limits);
}

// The request says what the customer was told. A newer version may have another price.
function refusalOfItem({ visits, priceMinor }: CatalogueItem, planned: number, toldMinor: number): Refusal | null {
  if (planned <= visits && toldMinor === priceMinor) return null;
  return refusal('catalogue-item-differs', 'the package of the catalogue has another price or fewer visits', {
    size: visits,
    priceMinor,
  });
}

/** The limits of an agreed price; `null` where only the catalogue is sold. */
export function freePriceOf({ freePrice }: ServicePackagePolicy): FreePrice | null {
  return freePrice === undefined ? { leastMinor: 1, mostMinor: HIGHEST_PRICE } : freePrice;
}

type Sold = Pick<ServicePackageState, 'price' | 'bought' | 'catalogueItem'> & { validity: ValidityTerms };

/** Price, size and validity of what is sold: the catalogue's own, or as agreed. */
export function soldAs(policy: ServicePackagePolicy, { visits, price, catalogueItem }: Sale): Sold {
  const { months, graceDays } = policy.validity;
  const item = catalogueItem ? itemOf(policy, catalogueItem) : undefined;
  const validity = item?.validity ?? { months, graceDays };
  if (item === undefined) return { price, bought: visits.length, validity };
  return {
    ...{ price: money(item.priceMinor, policy.currency), bought: item.visits, validity },
    catalogueItem: { id: item.id, validity },
  };
}

function itemOf({ catalogue = [] }: ServicePackagePolicy, name: string): CatalogueItem | undefined {
  return catalogue.find(({ id }) => id === name);
}

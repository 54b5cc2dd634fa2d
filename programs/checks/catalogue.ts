// Prices that the currency can hold, and something that is sold.
import type { RulesDocument } from '../../domain/document/program.ts';
import { decimalsOf, HIGHEST_PRICE, minorUnitsIn } from '../../domain/money.ts';
import type { Report } from './report.ts';

type Path = readonly (string | number)[];

export function checkCatalogue(report: Report, { servicePackage: policy }: RulesDocument): void {
  if (policy === undefined) return;
  const path = ['program', 'servicePackage'];
  const { catalogue = [], freePrice, currency } = policy;
  const price = (at: Path, text: string) => checkPrice(report, [...path, ...at], text, currency);
  catalogue.forEach((item, index) => {
    price(['catalogue', index, 'price'], item.price);
    if (catalogue.findIndex(({ id }) => id === item.id) < index)
      report.error([...path, 'catalogue', index, 'id'], 'twice', `the package \`${item.id}\` is there twice`);
  });
  if (freePrice === null && catalogue.length === 0)
    report.error([...path, 'freePrice'], 'nothing-sold', 'there is no catalogue, and no price may be agreed');
  if (!freePrice) return;
  const least = price(['freePrice', 'least'], freePrice.least);
  const most = price(['freePrice', 'most'], freePrice.most);
  if (least !== null && most !== null && most < least)
    report.error([...path, 'freePrice', 'most'], 'out-of-order', `${freePrice.most} is less than ${freePrice.least}`);
}

/** The price in minor units; `null` for one that was reported. */
function checkPrice(report: Report, path: Path, text: string, currency: string): number | null {
  const minor = minorUnitsIn(text, currency);
  if (minor === null || minor > HIGHEST_PRICE) {
    const places = decimalsOf(currency);
    report.error(path, 'no-price', `${text} cannot be a price in ${currency}, which has ${places} decimals`);
    return null;
  }
  if (minor > 0) return minor;
  report.error(path, 'not-positive', 'it must be more than nothing');
  return null;
}

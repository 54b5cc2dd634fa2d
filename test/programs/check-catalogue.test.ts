// The catalogue of a document: its prices, ids and names. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { programOf } from '../../programs/compile.ts';
import { readSource } from '../../programs/source.ts';
import { type Any, sources, wrong } from './wrong-documents.ts';

const AT = '/program/servicePackage';

/** The lessons with a catalogue of one item. */
function sells(currency: string, price: string, more: (document: Any) => void = () => {}) {
  return (document: Any) => {
    document.program.servicePackage.currency = currency;
    document.program.servicePackage.catalogue = [{ id: 'ten', visits: 10, price }];
    document.texts.en.labels.packages = { ten: 'Ten lessons' };
    more(document);
  };
}

describe.each([
  ['EGP', '600.50', 60_050, '600.505'],
  ['JPY', '500', 500, '500.5'],
  ['KWD', '12.505', 12_505, '12.5055'],
])('a price in %s', (currency, price, minor, tooFine) => {
  test('is kept in minor units', () => {
    const document = structuredClone(readSource(sources.lessons).document) as Any;
    sells(currency, price)(document);
    expect(programOf(document as ProgramDocument, 1).servicePackage?.catalogue).toEqual([
      { id: 'ten', visits: 10, priceMinor: minor },
    ]);
    expect(wrong('lessons', sells(currency, price)).problems).toEqual([]);
  });

  test('that the currency cannot hold is a mistake', () => {
    expect(wrong('lessons', sells(currency, tooFine)).problems).toEqual([
      [`${AT}/catalogue/0/price`, 'no-price', 'error'],
    ]);
  });
});

const second = (document: Any) => document.program.servicePackage.catalogue[0];

test.each<[string, string, string, (document: Any) => void]>([
  ['a price of nothing', '/catalogue/0/price', 'not-positive', (document) => (second(document).price = '0')],
  ['a price beyond all', '/catalogue/0/price', 'no-price', (document) => (second(document).price = '9999999999999')],
  ['a price without quotes', '/catalogue/0/price', 'unfit', (document) => (second(document).price = 600)],
  [
    'one id twice',
    '/catalogue/1/id',
    'twice',
    (document) => document.program.servicePackage.catalogue.push(second(document)),
  ],
  [
    'limits in the wrong order',
    '/freePrice/most',
    'out-of-order',
    (document) => (document.program.servicePackage.freePrice = { least: '2', most: '1.99' }),
  ],
  [
    'a limit that the currency cannot hold',
    '/freePrice/least',
    'no-price',
    (document) => (document.program.servicePackage.freePrice = { least: '1.999', most: '2' }),
  ],
])('%s is a mistake', (_, path, code, change) => {
  expect(wrong('lessons', sells('USD', '600', change)).problems).toEqual([[`${AT}${path}`, code, 'error']]);
});

test('nothing that can be sold is a mistake', () => {
  const change = (document: Any) => (document.program.servicePackage.freePrice = null);
  expect(wrong('lessons', change).problems).toEqual([[`${AT}/freePrice`, 'nothing-sold', 'error']]);
});

test('a package without a name is a mistake', () => {
  const change = sells('USD', '600', (document) => delete document.texts.en.labels.packages);
  expect(wrong('lessons', change).problems).toEqual([['/texts/en/labels/packages', 'no-label', 'error']]);
});

test('limits are kept in minor units; only a catalogue is told apart from every price', () => {
  const freePriceOf = (freePrice: unknown) => {
    const document = structuredClone(readSource(sources.lessons).document) as Any;
    sells('KWD', '12')(document);
    if (freePrice !== undefined) document.program.servicePackage.freePrice = freePrice;
    return programOf(document as ProgramDocument, 1).servicePackage?.freePrice;
  };
  expect(freePriceOf({ least: '1.5', most: '20' })).toEqual({ leastMinor: 1_500, mostMinor: 20_000 });
  expect([freePriceOf(null), freePriceOf(undefined)]).toEqual([null, undefined]);
});

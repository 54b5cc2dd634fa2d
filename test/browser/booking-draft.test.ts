// The booking form with a catalogue: what is missing, and what is sent. Without a browser.
import { expect, test } from '@jest/globals';
import { bookingOf, type Draft, missingFields, priceOf, sizeOf, whereOf } from '../../web/src/console/booking/draft.ts';
import { programView } from '../../api/views/program-view.ts';
import { filkhedma } from '../harness/programs.ts';
import { thePackagePolicy } from '../domain/service-package/builders.ts';

const policy = thePackagePolicy();
const at = (changes: Partial<typeof policy>) =>
  whereOf(programView({ ...filkhedma, servicePackage: { ...policy, ...changes } }));
const catalogue = [{ id: 'eight', visits: 8, priceMinor: 160_050 }];
const both = at({ catalogue });
const fixed = at({ catalogue, freePrice: null });
const draft: Draft = {
  ...{ name: 'Mona', phone: '01001234567', address: 'Maadi', price: '2,400.50', payment: 'card', again: null },
  ...{ visits: [{ id: 'a', date: '2031-03-10', time: '12:00' }], item: null },
  ...{ collectDate: '', collectTime: '', collectAddress: '' },
};

test('a package of the catalogue is sent with its price, whatever was typed', () => {
  const chosen = { ...draft, item: 'eight' };
  expect([priceOf(chosen, both), sizeOf(chosen, both)]).toEqual([160_050, 8]);
  expect(bookingOf(chosen, both)).toMatchObject({ catalogueItem: 'eight', priceMinor: 160_050, currency: 'EGP' });
  expect(missingFields({ ...chosen, price: '' }, fixed)).toEqual([]);
});

test('an agreed price is sent as typed', () => {
  expect(bookingOf(draft, both)).toMatchObject({ catalogueItem: null, priceMinor: 240_050 });
  expect([missingFields(draft, both), missingFields({ ...draft, price: '' }, both)]).toEqual([[], ['price']]);
});

test('where only the catalogue is sold, one must be chosen; one that is gone must be chosen again', () => {
  expect(missingFields(draft, fixed)).toEqual(['item']);
  expect(missingFields({ ...draft, item: 'ten' }, both)).toEqual(['item']);
});

test('without a catalogue nothing has changed', () => {
  expect(missingFields(draft, at({}))).toEqual([]);
  expect(bookingOf(draft, at({}))).toMatchObject({ catalogueItem: null, priceMinor: 240_050 });
});

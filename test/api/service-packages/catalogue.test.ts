// A booking from the catalogue over HTTP, and after the catalogue has changed.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Edit, publishEdited } from '../../harness/published.ts';
import { aPackage, PACKAGES, refusedWith } from '../../harness/packages.ts';
import { care, careline } from './desk.ts';

const FOUR = { id: 'four', visits: 4, price: '1500.50' };
const named = (language: string): Edit => [
  `texts.${language}.yaml`,
  '  methods:',
  '  packages: { four: Four }\n  methods:',
];

/** filkhedma with a catalogue of one package, and an agreed price within limits or none at all. */
function selling(price: string, freePrice: string): Edit[] {
  const catalogue = `catalogue: [${JSON.stringify({ ...FOUR, price })}]\n  freePrice: ${freePrice}`;
  return [['program.yaml', '  booking:\n', `  ${catalogue}\n  booking:\n`], ...['ar', 'en', 'ru'].map(named)];
}

const publish = (price: string, freePrice: string) =>
  publishEdited(careline.database.orm, 'filkhedma', {
    edits: selling(price, freePrice),
    validFrom: '2031-03-03T07:00:00.000Z',
  });
const book = (changes: object) => care.post(PACKAGES, { ...aPackage, ...changes });
const preview = (changes: object) => care.post(`${PACKAGES}/preview`, { ...aPackage, ...changes });
const four = { catalogueItem: 'four', priceMinor: 150_050 };

beforeAll(() => publish('1500.50', '{ least: "1000", most: "2000" }'));

describe('the catalogue', () => {
  test('is what the program sells, with names in each language', async () => {
    const { body } = await care.get('/v1/programs/filkhedma');
    expect(body.packages).toMatchObject({
      catalogue: [{ item: 'four', visits: 4, priceMinor: 150_050, months: 1, graceDays: 14 }],
      freePrice: { leastMinor: 100_000, mostMinor: 200_000 },
    });
    expect(body.packageNames).toEqual([{ item: 'four', labels: { ar: 'Four', en: 'Four', ru: 'Four' } }]);
  });

  test('decides size and price; what has no date is planned later', async () => {
    const { status, body } = await book({ ...four, visits: aPackage.visits.slice(0, 1) });
    expect(status).toBe(201);
    expect(body).toMatchObject({ catalogueItem: 'four', priceMinor: 150_050, bought: 4, visitsWithoutDate: 3 });
    const listed = await care.get(`/v1/service-packages/${body.id}`);
    expect(listed.body).toMatchObject({ catalogueItem: 'four', bought: 4 });
  });

  test('another price is refused, with what it costs, and nothing is booked', async () => {
    const answer = await book({ ...four, priceMinor: 150_000 });
    expect(refusedWith(answer)).toEqual([409, 'catalogue-item-differs']);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'catalogue-item-differs', priceMinor: 150_050, size: 4 },
    });
    expect(refusedWith(await preview({ ...four, priceMinor: 150_000 }))).toEqual([409, 'catalogue-item-differs']);
  });

  test('one that is not in it is refused', async () => {
    expect(await book({ ...four, catalogueItem: 'five' })).toMatchObject({
      ...{ status: 422, body: { code: 'catalogue-item-unknown' } },
    });
  });

  test('an agreed price is within the limits', async () => {
    expect(await book({ priceMinor: 99_999 })).toMatchObject({
      ...{ status: 422, body: { code: 'price-outside-limits', leastMinor: 100_000, mostMinor: 200_000 } },
    });
    expect((await book({ priceMinor: 100_000 })).body).toMatchObject({ catalogueItem: null, bought: 4 });
  });
});

test('a new version has another price: the old one is refused, and an agreed price too where there is none', async () => {
  await publish('1600', 'null');
  expect(await book(four)).toMatchObject({ body: { code: 'catalogue-item-differs', priceMinor: 160_000 } });
  expect((await book({ ...four, priceMinor: 160_000 })).status).toBe(201);
  expect(await book({ priceMinor: 160_000 })).toMatchObject({
    ...{ status: 422, body: { code: 'catalogue-item-required' } },
  });
});

// FK-03: for each condition of the two questions there is a package that it excludes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { latestPrices, visitsElsewhere } from '../../db/read/booking-questions.ts';
import { money } from '../../domain/money.ts';
import { aBooking, cairo, Life } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { storeLife } from '../harness/stored-life.ts';
import { randomUUID } from 'node:crypto';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const PHONE = '+201001234567';
let booked = 0;

/** Booked one minute after the last one, with visits at these local times. */
function lifeOf(startsAt: readonly string[], priceMinor = 10_000): Life {
  booked += 1;
  const visits = startsAt.map((local) => ({ id: randomUUID(), startsAt: cairo(local) }));
  const at = cairo(`2031-03-03 10:${`${booked}`.padStart(2, '0')}`);
  return new Life(aBooking({ visits, requestId: randomUUID(), price: money(priceMinor, 'EGP') }), at);
}

/** The same, paid. */
function paidOf(startsAt: readonly string[], priceMinor: number): Life {
  const life = lifeOf(startsAt, priceMinor);
  return life.pays('2031-03-03 11:00', { requestId: life.state.paymentRequests[0]?.id ?? null });
}

describe('visits elsewhere', () => {
  const minute = cairo('2031-03-10 12:00');
  const asked = (changes: Partial<Parameters<typeof visitsElsewhere>[1]> = {}) =>
    visitsElsewhere(database.orm.em.fork(), {
      ...{ program: 'filkhedma', phone: PHONE, minutes: [minute], except: null },
      ...changes,
    });

  test('of this phone, this program, this minute and not of the package itself', async () => {
    const other = await storeLife(database.orm, lifeOf(['2031-03-10 12:00:40', '2031-03-12 12:00']));
    await storeLife(database.orm, lifeOf(['2031-03-10 12:00']), 'vet');
    const startsAt = cairo('2031-03-10 12:00:40');
    expect(await asked()).toEqual([{ packageId: other, startsAt }]);
    expect(await asked({ except: other })).toEqual([]);
    expect(await asked({ phone: '+201001234568' })).toEqual([]);
    expect(await asked({ minutes: [cairo('2031-03-10 12:01'), cairo('2031-03-10 11:59')] })).toEqual([]);
    expect(await asked({ minutes: [cairo('2031-03-12 12:00'), minute] })).toHaveLength(2);
  });

  test('only planned ones, of packages that are not over', async () => {
    const minutes = [cairo('2031-03-20 12:00')];
    const moved = lifeOf(['2031-03-20 12:00', '2031-03-23 12:00']);
    const [visit] = moved.state.visits;
    moved.does('2031-03-04 10:00', 'cc-1', { kind: 'cancel-visit', visitId: visit?.id ?? '' });
    await storeLife(database.orm, moved);
    const gone = lifeOf(['2031-03-20 12:00']).does('2031-03-04 10:00', 'cc-1', {
      kind: 'cancel',
      refundId: randomUUID(),
    });
    await storeLife(database.orm, gone);
    expect(await asked({ minutes })).toEqual([]);
  });
});

describe('latest prices', () => {
  const asked = (changes: Partial<Parameters<typeof latestPrices>[1]> = {}) =>
    latestPrices(database.orm.em.fork(), {
      ...{ program: 'filkhedma', currency: 'EGP', visits: 3, amongLatest: 500 },
      ...changes,
    }).then((prices) => prices.toSorted((one, other) => one - other));
  const three = ['2031-03-10 09:00', '2031-03-11 09:00', '2031-03-12 09:00'];
  const cancel = { kind: 'cancel', refundId: randomUUID() } as const;

  test('of as many visits in this currency and program; cancelled ones only where they were paid', async () => {
    await storeLife(database.orm, lifeOf(three, 100));
    await storeLife(database.orm, paidOf(three, 200).does('2031-03-04 10:00', 'cc-1', cancel));
    await storeLife(database.orm, lifeOf(three, 300).does('2031-03-04 10:00', 'cc-1', cancel));
    await storeLife(database.orm, lifeOf(three.slice(1), 400));
    await storeLife(database.orm, lifeOf(three, 500), 'vet');
    expect(await asked()).toEqual([100, 200]);
    expect([await asked({ currency: 'USD' }), await asked({ visits: 2 })]).toEqual([[], expect.arrayContaining([400])]);
  });

  test('among the latest of the whole program, however many visits those have', async () => {
    await storeLife(database.orm, lifeOf(three, 600));
    await storeLife(database.orm, lifeOf(['2031-03-10 09:00'], 700));
    expect(await asked({ amongLatest: 1 })).toEqual([]);
    expect(await asked({ amongLatest: 2 })).toEqual([600]);
  });
});

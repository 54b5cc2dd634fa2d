// Refusals that the scenarios of the processes do not reach. Each is requested over HTTP and changes nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readServicePackage } from '../../db/read/service-packages.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';

// No cases run here, so a request that is let through gets an internal error.
let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function refusedWith(login: string, url: string, payload?: object): Promise<[number, string]> {
  const call = await api.as(login);
  const answer = await call({ method: 'POST', url, ...(payload && { payload }) });
  return [answer.statusCode, answer.json<{ code: string }>().code];
}

describe('CDEK-18 a transfer', () => {
  const atWork = { stage: 'assigned', assignee: 'klo-1' } as const;

  test.each([
    ['to a category that there is not', 'weather', 422, 'category-unknown'],
    ['to a word that every object knows', 'constructor', 422, 'category-unknown'],
    ['to where it is', 'order', 422, 'same-category'],
  ])('%s', async (_, category, status, code) => {
    for (const facts of [{}, atWork]) {
      const { id } = await storeConversation(api.database.orm, facts);
      const url = `/v1/conversations/${id}/transfer`;
      expect(await refusedWith('klo-1', url, { category, reason: 'so' })).toEqual([status, code]);
      const { past } = (await (await api.as('director'))({ url: `/v1/conversations/${id}/timeline` })).json();
      expect(past).toEqual([]);
    }
  });
});

describe('FK-01 a way to pay', () => {
  test('that the package was not sold with', async () => {
    const visits = [{ id: randomUUID(), startsAt: '2031-03-10T10:00:00.000Z' }];
    const booking = aBooking({ visits, requestId: randomUUID() });
    const life = new Life(booking, START, { ...thePackagePolicy(), methods: ['card'] });
    const id = await storeLife(api.database.orm, life);
    const url = `/v1/service-packages/${id}/payment-requests`;
    const collection = { at: '2031-03-05T12:00:00.000Z', address: 'Maadi' };
    for (const payload of [{ method: 'fawry' }, { method: 'cash', collection }]) {
      expect(await refusedWith('cc-1', url, payload)).toEqual([422, 'payment-method-refused']);
    }
    expect(await readServicePackage(api.database.orm.em.fork(), id)).toMatchObject({
      state: { version: 1 },
      collection: null,
    });
  });
});

describe('FK-18 a visit that the package does not have', () => {
  const startsAt = '2031-03-20T10:00:00Z';

  test.each([
    ['reschedule', { startsAt }],
    ['cancel', undefined],
    ['complete', undefined],
  ])('%s', async (verb, payload) => {
    const [sold, other] = [aLifeToStore(), aLifeToStore()];
    const id = await storeLife(api.database.orm, sold.life);
    await storeLife(api.database.orm, other.life);
    const cancelled = aLifeToStore();
    cancelled.life.does('2031-03-03 11:00', 'cc-1', { kind: 'cancel', refundId: randomUUID() });
    const cancelledId = await storeLife(api.database.orm, cancelled.life);
    for (const visit of [randomUUID(), other.visits[0], 'not-an-id']) {
      for (const packageId of [id, cancelledId]) {
        const url = `/v1/service-packages/${packageId}/visits/${visit}/${verb}`;
        expect([visit, await refusedWith('cc-1', url, payload)]).toEqual([visit, [404, 'visit-unknown']]);
      }
    }
  });
});

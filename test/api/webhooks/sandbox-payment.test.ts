// A person pays in the sandbox, by the same way as a webhook, only where no provider is real.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { startApi } from '../../harness/api.ts';
import { type Careline, startCareline } from '../../harness/careline.ts';
import { bookPackage } from '../../harness/vendors/bought-package.ts';
import { vendorVariables } from '../../harness/vendors/vendor-system.ts';

let careline: Careline;
beforeAll(async () => void (careline = await startCareline('2031-03-03T07:00:00.000Z')));
afterAll(() => careline.stop());

const booking = {
  customer: { name: 'منى السيد', phone: '+201001234567' },
  visits: ['2031-03-10T10:00:00Z', '2031-03-13T10:00:00Z'].map((startsAt) => ({ startsAt })),
  priceMinor: 60_000,
  currency: 'EGP',
};

async function booked(payment: 'card' | 'fawry') {
  const desk = await careline.staff('cc-1');
  const { status, body } = await desk.post('/v1/programs/filkhedma/service-packages', { ...booking, payment });
  expect(status).toBe(201);
  return { id: String(body.id), requestId: String(body.paymentRequests[0].id) };
}
const pay = async (login: string, requestId: string) =>
  (await careline.staff(login)).post(`/v1/sandbox/payment-requests/${requestId}/pay`);

test.each(['card', 'fawry'] as const)('%s: the answer shows the package paid; twice is once', async (method) => {
  const { id, requestId } = await booked(method);
  const { status, body } = await pay('ops-1', requestId);
  expect([status, body]).toMatchObject([200, { id, stage: 'active', paid: true, heldPayments: [] }]);
  expect(body.paymentRequests).toMatchObject([{ id: requestId, status: 'paid' }]);
  expect((await pay('cc-1', requestId)).body).toMatchObject({ paid: true, heldPayments: [] });
  const em = careline.database.orm.em.fork();
  const event = sql`select source, processed_at is not null as processed from inbox where case_id = ${id}::uuid`;
  expect(await rows(em, event)).toEqual([{ source: 'sandbox', processed: true }]);
});

test('a caller who may not pay, and a request that is not there, are refused', async () => {
  const { requestId } = await booked('card');
  expect((await pay('finance-1', requestId)).body).toMatchObject({ code: 'not-allowed' });
  expect((await pay('klo-1', requestId)).status).toBe(404);
  expect((await careline.anonymous.post(`/v1/sandbox/payment-requests/${requestId}/pay`)).status).toBe(401);
  expect((await pay('ops-1', '00000000-0000-4000-8000-000000000000')).status).toBe(404);
});

test('404 where the method has a real provider', async () => {
  const { PAYMOB_CASH_INTEGRATION_ID: _left, ...settings } = vendorVariables;
  const api = await startApi({ settings });
  const call = await api.as('ops-1');
  const paid = async (method: 'card' | 'fawry') => {
    const { requestId } = await bookPackage(api.database.orm, method);
    return (await call({ method: 'POST', url: `/v1/sandbox/payment-requests/${requestId}/pay` })).statusCode;
  };
  expect([await paid('card'), await paid('fawry')]).toEqual([404, 404]);
});

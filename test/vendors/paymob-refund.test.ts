// The totals before and after show whether a refund was made.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
import { paymobClient } from '../../vendors/paymob/paymob-client.ts';
import { paymobRefundAdapter } from '../../vendors/paymob/refund-adapter.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import { aTransaction } from '../harness/vendors/paymob-callback.ts';
import { withOwnPayment } from '../harness/vendors/paid.ts';

const clientOf = ({ url: baseUrl }: { url: string }) =>
  paymobClient({ apiKey: paymob.API_KEY, baseUrl, loginTimeoutMs: 200 });

async function subject() {
  const server = await paymob.startPaymob();
  const effects = new Map<number, string>();
  const accepted: string[] = [];
  server.refundsOf.push = (...ids) => accepted.push(...ids.map((id) => effects.get(id) ?? ''));
  const adapter = withOwnPayment(paymobRefundAdapter(clientOf(server), { callTimeoutMs: 800 }), (effectId) => {
    const id = effects.size + 1;
    effects.set(id, effectId);
    server.transactions.set(id, aTransaction({ id }));
    return { transactionId: String(id), amountMinor: 2_500 };
  });
  return { adapter, accepted, upcoming: server.upcoming, close: server.close };
}
describeAdapter('Paymob, for a refund,', subject, { effect: { kind: 'refund/card', intent: 'refund' } });

let server: Awaited<ReturnType<typeof paymob.startPaymob>>;
beforeAll(async () => void (server = await paymob.startPaymob()));
beforeEach(() => {
  for (const list of [server.asked, server.upcoming, server.refundsOf]) list.length = 0;
  server.transactions.clear();
  server.transactions.set(7, aTransaction({ id: 7, refunded_amount_cents: 10_000 }));
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;
const aRefund = (amountMinor = 20_000, transactionId = '7') => ({
  details: { transactionId, amountMinor },
  evidence: null,
});
const setTotal = (refunded_amount_cents: number) =>
  server.transactions.set(7, aTransaction({ id: 7, refunded_amount_cents }));

test('the total before is kept; afterwards it tells when ours has arrived', async () => {
  const adapter = paymobRefundAdapter(clientOf(server));
  const evidence = await adapter.prepare(aRefund(), signal());
  expect(evidence).toEqual({ refundedMinor: 10_000 });
  const asked = () => adapter.reconcile({ ...aRefund(), evidence }, signal());
  expect(await asked()).toEqual({ kind: 'undecided' });
  setTotal(30_000);
  expect(await asked()).toEqual({ kind: 'accepted', providerRef: 'of 7' });
  // Another person refunds by hand at the same time, so it is uncertain whether ours is included.
  for (const total of [15_000, 35_000]) {
    setTotal(total);
    expect(await asked()).toEqual({ kind: 'undecided' });
  }
});

test('a refund that is pending is not paid yet: asked for again until the total has it, unknown when it never has', async () => {
  const adapter = paymobRefundAdapter(clientOf(server));
  const evidence = await adapter.prepare(aRefund(), signal());
  server.refundsPend = true;
  expect(await adapter.send(aRefund(), signal())).toEqual({ kind: 'ambiguous', code: 'paymob-pending' });
  server.refundsPend = false;
  const asked = () => adapter.reconcile({ ...aRefund(), evidence }, signal());
  expect(await asked()).toEqual({ kind: 'undecided' });
  setTotal(30_000);
  expect(await asked()).toEqual({ kind: 'accepted', providerRef: 'of 7' });
});

test('without a total before, and for a payment that is gone: undecided', async () => {
  const adapter = paymobRefundAdapter(clientOf(server));
  expect(await adapter.reconcile(aRefund(), signal())).toEqual({ kind: 'undecided' });
  expect(await adapter.prepare(aRefund(1, '8'), signal())).toEqual({ refundedMinor: null });
  const evidence = { refundedMinor: 0 };
  expect(await adapter.reconcile({ ...aRefund(1, '8'), evidence }, signal())).toEqual({ kind: 'undecided' });
});

test('more than was captured, an unknown payment, terms that are none: refused', async () => {
  const send = (refund: ReturnType<typeof aRefund>) =>
    paymobRefundAdapter(clientOf(server)).send(refund, signal()).catch(classifyFailure);
  expect(await send(aRefund(50_001))).toEqual({ kind: 'refused', code: 'http-400' });
  expect(await send(aRefund(1, '8'))).toEqual({ kind: 'refused', code: 'http-404' });
  server.asked.length = 0;
  for (const unfit of [aRefund(0), aRefund(-1), aRefund(0.5)]) {
    expect(await send(unfit)).toEqual({ kind: 'refused', code: 'details-unfit' });
  }
  expect(server.asked).toEqual([]);
  expect(server.refundsOf).toEqual([]);
});

test('a refund is asked for once, whatever the answer', async () => {
  for (const fault of ['too-many-requests', 'error-before-acceptance', 'wrong-json', 'answer-lost'] as const) {
    server.asked.length = 0;
    server.upcoming.push(fault);
    await paymobRefundAdapter(clientOf(server))
      .send(aRefund(100), signal())
      .catch(() => undefined);
    expect(server.asked.filter((line) => line.endsWith('/refund'))).toHaveLength(1);
  }
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
import { fawryCodeAdapter } from '../../vendors/fawry/code-adapter.ts';
import { fawryClient } from '../../vendors/fawry/fawry-client.ts';
import { fawryRefundAdapter } from '../../vendors/fawry/refund-adapter.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import * as fawry from '../harness/vendors/loopback-fawry.ts';
import { withOwnPayment } from '../harness/vendors/paid.ts';

type Fawry = Awaited<ReturnType<typeof fawry.startFawry>>;
const clientOf = ({ url: baseUrl }: { url: string }, changes = {}) =>
  fawryClient({ merchantCode: fawry.MERCHANT_CODE, secureKey: fawry.SECURE_KEY, baseUrl, ...changes });
const terms = { amountMinor: 60_050, currency: 'EGP', expiresAt: '2031-03-04T19:00:00.000Z', customerProfileId: 'c1' };

async function codes() {
  const server = await fawry.startFawry();
  const { accepted, upcoming, close } = server;
  return { adapter: fawryCodeAdapter(clientOf(server), { callTimeoutMs: 800 }), accepted, upcoming, close };
}
const code = { effect: { kind: 'payment/request/fawry', intent: 'code/1', details: terms }, takesOnce: true } as const;
describeAdapter('Fawry, for a code,', codes, code);

function pay({ orders }: Fawry, changes: Partial<fawry.FawryOrder> = {}) {
  const referenceNumber = String(700_000 + orders.length);
  const order = {
    merchantRefNum: `p${orders.length}`,
    referenceNumber,
    amount: 600,
    refunded: 0,
    status: 'PAID',
    request: {},
  };
  orders.push({ ...order, ...changes });
  return {
    merchantRefNum: order.merchantRefNum,
    referenceNumber,
    paidMinor: 60_000,
    amountMinor: 2_500,
    reason: 'cancelled',
  };
}

async function refunds() {
  const server = await fawry.startFawry();
  const [effects, accepted] = [new Map<string, string>(), [] as string[]];
  server.refundsOf.push = (...refs) => accepted.push(...refs.map((ref) => effects.get(ref) ?? ''));
  const adapter = withOwnPayment(fawryRefundAdapter(clientOf(server), { callTimeoutMs: 800 }), (effectId) => {
    const details = pay(server);
    effects.set(details.referenceNumber, effectId);
    return details;
  });
  return { adapter, accepted, upcoming: server.upcoming, close: server.close };
}
describeAdapter('Fawry, for a refund,', refunds, { effect: { kind: 'refund/fawry', intent: 'refund' } });

let server: Fawry;
beforeAll(async () => void (server = await fawry.startFawry()));
beforeEach(() => {
  for (const list of [server.asked, server.upcoming, server.orders, server.accepted, server.refundsOf]) list.length = 0;
});
afterAll(() => server.close());
const signal = () => new AbortController().signal;
const aCode = (changes = {}) => ({
  id: 'e1',
  recipient: '+201001234567',
  text: '8 زيارات',
  details: { ...terms, ...changes },
});

test('a code is asked for under our reference, signed over two decimals', async () => {
  const answer = await fawryCodeAdapter(clientOf(server)).send(aCode(), signal());
  expect(answer).toEqual({ kind: 'accepted', providerRef: '931215518' });
  expect(server.orders).toMatchObject([{ merchantRefNum: 'e1', amount: 600.5, status: 'NEW' }]);
  expect(server.orders[0]?.request).toMatchObject({
    ...{ paymentMethod: 'PAYATFAWRY', currencyCode: 'EGP', customerMobile: '01001234567' },
    paymentExpiry: Date.parse(terms.expiresAt),
    chargeItems: [{ price: 600.5, quantity: 1 }],
  });
});

test('the same reference again gives the same code', async () => {
  const adapter = fawryCodeAdapter(clientOf(server));
  const answers = [await adapter.send(aCode(), signal()), await adapter.send(aCode(), signal())];
  expect(answers[1]).toEqual(answers[0]);
  expect(server.orders).toHaveLength(1);
});

test('status codes: unfit is a refusal, a wrong key or merchant has not left, a broken server is in doubt', async () => {
  const send = (changes = {}, settings = {}) =>
    fawryCodeAdapter(clientOf(server, settings)).send(aCode(changes), signal()).catch(classifyFailure);
  expect(await send({ amountMinor: 50 })).toEqual({ kind: 'refused', code: 'fawry-9932' });
  expect(await send({ currency: undefined })).toEqual({ kind: 'refused', code: 'details-unfit' });
  expect(await send({}, { secureKey: 'wrong' })).toEqual({ kind: 'never-left', code: 'fawry-9946' });
  expect(await send({}, { merchantCode: 'wrong' })).toEqual({ kind: 'never-left', code: 'fawry-9901' });
  server.upcoming.push('error-before-acceptance', 'too-many-requests', 'wrong-json');
  expect(await send()).toEqual({ kind: 'ambiguous', code: 'http-500' });
  expect(await send()).toEqual({ kind: 'never-left', code: 'http-429', retryAfterMs: 7_000 });
  expect(await send()).toEqual({ kind: 'ambiguous', code: 'wrong-answer' });
  const questions = server.asked.filter((line) => line.startsWith('GET'));
  expect(questions).toHaveLength(1);
});

test.each(['USD', 'KWD', 'JPY'])('%s is refused by name, before anything is asked', async (currency) => {
  const unsupported = { kind: 'refused', code: 'currency-unsupported' };
  const client = clientOf(server);
  expect(await fawryCodeAdapter(client).send(aCode({ currency }), signal())).toEqual(unsupported);
  const refund = { details: { ...pay(server), currency }, evidence: null };
  expect(await fawryRefundAdapter(client).send(refund, signal())).toEqual(unsupported);
  expect(server.asked).toEqual([]);
});

test('without the right to ask, an order does not count as absent', async () => {
  const adapter = fawryCodeAdapter(clientOf(server, { secureKey: 'wrong' }));
  await expect(adapter.reconcile(aCode(), signal())).rejects.toThrow('fawry-9946');
  expect(await fawryCodeAdapter(clientOf(server)).reconcile(aCode(), signal())).toEqual({ kind: 'absent' });
});

test('a code that must not be paid can be ended', async () => {
  await fawryCodeAdapter(clientOf(server)).send(aCode(), signal());
  expect(await clientOf(server).cancelUnpaid('931215518', signal())).toMatchObject({ statusCode: 200 });
  expect(server.orders).toMatchObject([{ status: 'CANCELED' }]);
});

test.each([
  ['PAID', 'PAID', 2_500, 'absent'],
  ['PAID', 'PARTIAL_REFUNDED', 2_500, 'accepted'],
  ['PAID', 'REFUNDED', 60_000, 'accepted'],
  ['PAID', 'REFUNDED', 2_500, 'undecided'],
  ['PAID', 'PARTIAL_REFUNDED', 60_000, 'undecided'],
  ['PARTIAL_REFUNDED', 'PARTIAL_REFUNDED', 2_500, 'undecided'],
  ['PARTIAL_REFUNDED', 'REFUNDED', 2_500, 'undecided'],
])('before %s, after %s, %i to go back: %s', async (before, after, amountMinor, expected) => {
  const details = { ...pay(server, { status: before }), amountMinor };
  const adapter = fawryRefundAdapter(clientOf(server));
  const evidence = await adapter.prepare({ details, evidence: null }, signal());
  expect(evidence).toEqual({ orderStatus: before });
  Object.assign(server.orders[0] ?? {}, { status: after });
  expect(await adapter.reconcile({ details, evidence }, signal())).toMatchObject({ kind: expected });
  expect(await adapter.reconcile({ details, evidence: null }, signal())).toEqual({ kind: 'undecided' });
});

test('a refund is asked for once; too much and unfit ones are refused', async () => {
  const details = pay(server);
  const send = (changes = {}) =>
    fawryRefundAdapter(clientOf(server))
      .send({ details: { ...details, ...changes }, evidence: null }, signal())
      .catch(classifyFailure);
  for (const fault of ['too-many-requests', 'error-before-acceptance', 'wrong-json', 'answer-lost'] as const) {
    server.asked.length = 0;
    server.upcoming.push(fault);
    await send();
    expect(server.asked).toEqual(['POST /ECommerceWeb/Fawry/payments/refund']);
  }
  expect(await send({ amountMinor: 60_000 })).toEqual({ kind: 'refused', code: 'fawry-9935' });
  expect(await send({ referenceNumber: '1' })).toEqual({ kind: 'refused', code: 'fawry-9938' });
  expect(await send({ amountMinor: 60_001 })).toEqual({ kind: 'refused', code: 'details-unfit' });
});

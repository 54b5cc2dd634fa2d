// Each code and state of Fawry's answers, and invalid terms. Without a database.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fawryCodeAdapter } from '../../vendors/fawry/code-adapter.ts';
import { codeExpiryAdapter } from '../../vendors/fawry/code-expiry-adapter.ts';
import { fawryClient } from '../../vendors/fawry/fawry-client.ts';
import { fawryInquiry } from '../../vendors/fawry/payment-inquiry.ts';
import { fawryRefundAdapter } from '../../vendors/fawry/refund-adapter.ts';
import * as fawry from '../harness/vendors/loopback-fawry.ts';

let server: Awaited<ReturnType<typeof fawry.startFawry>>;
beforeAll(async () => void (server = await fawry.startFawry()));
beforeEach(() => {
  for (const list of [server.asked, server.heard, server.orders, server.says]) list.length = 0;
});
afterAll(() => server.close());

const client = (changes = {}) =>
  fawryClient({ merchantCode: fawry.MERCHANT_CODE, secureKey: fawry.SECURE_KEY, baseUrl: server.url, ...changes });
const signal = () => new AbortController().signal;
const says = (...codes: [code: number, rest?: object][]) =>
  server.says.push(...codes.map(([statusCode, rest]) => ({ status: 200, body: { statusCode, ...rest } })));

/** An existing order, as a customer's code or payment. */
function order(status: string, changes: Partial<fawry.FawryOrder> = {}) {
  const known = { merchantRefNum: 'e1', referenceNumber: '931215518', amount: 600, refunded: 0, request: {} };
  server.orders.push({ ...known, status, ...changes });
}

describe('a code', () => {
  const details = { amountMinor: 60_000, currency: 'EGP', expiresAt: '2031-03-04T19:00:00Z', customerProfileId: 'c1' };
  const effect = { id: 'e1', recipient: '+201001234567', text: '-', details };
  const send = (changes = {}) => fawryCodeAdapter(client()).send({ ...effect, ...changes }, signal());

  test.each<[string, object]>([
    ['no amount', { amountMinor: 0 }],
    ['less than none', { amountMinor: -100 }],
    ['a part of a piastre', { amountMinor: 100.5 }],
    ['no customer', { customerProfileId: undefined }],
    ['no time', { expiresAt: 'soon' }],
  ])('with %s is refused before anything is asked', async (_, changes) => {
    expect(await send({ details: { ...details, ...changes } })).toEqual({ kind: 'refused', code: 'details-unfit' });
    expect(server.asked).toEqual([]);
  });

  test('is asked for in Arabic, with a number only where it is an Egyptian mobile', async () => {
    const foreign = ['+2010012345678', 'x+201001234567', '+20227951234'];
    for (const [place, recipient] of foreign.entries()) await send({ id: `e${place}`, recipient });
    expect(server.orders).toHaveLength(foreign.length);
    for (const { request } of server.orders) {
      expect(request).toMatchObject({ language: 'ar-eg' });
      expect(request).not.toHaveProperty('customerMobile');
    }
  });

  test.each([
    ['a no with a number', 9954, '931215518'],
    ['a yes without a whole number', 200, 'x1234'],
    ['a yes with more than a number', 200, '1234x'],
  ])('%s is no answer: the state of the order is asked', async (_, code, referenceNumber) => {
    says([code, { referenceNumber }]);
    expect(await send()).toEqual({ kind: 'refused', code: `fawry-${code}` });
    expect(server.asked).toHaveLength(2);
  });

  test('a refusal stays in doubt if the state of the order is missing or cannot be asked', async () => {
    says([9954], [9999]);
    expect(await send()).toEqual({ kind: 'ambiguous', code: 'fawry-9954' });
    says([9954]);
    server.says.push({ status: 503, body: {} });
    expect(await send()).toEqual({ kind: 'ambiguous', code: 'fawry-9954' });
  });
});

describe('the end of a code', () => {
  const details = { orderRef: '931215518', merchantRefNum: 'e1' };
  const send = (changes = {}) => codeExpiryAdapter(client(changes)).send({ details }, signal());
  const stateAfter = (changes = {}) =>
    codeExpiryAdapter(client()).reconcile({ details: { ...details, ...changes } }, signal());

  test('may be asked for again', () => expect(codeExpiryAdapter(client()).ifUnknown()).toBe('same-reference'));

  test.each<[string, object]>([
    ...['CANCELED', 'CANCELLED', 'EXPIRED'].map((status): [string, object] => [
      status,
      { kind: 'accepted', providerRef: 'end of 931215518' },
    ]),
    ...['NEW', 'UNPAID'].map((status): [string, object] => [status, { kind: 'absent' }]),
    ['PAID', { kind: 'refused', code: 'paid-before' }],
  ])('an order that is %s: %j', async (status, expected) => {
    order(status);
    expect(await stateAfter()).toEqual(expected);
  });

  test('an unknown order decides nothing; without our reference no order is asked about', async () => {
    expect(await stateAfter()).toEqual({ kind: 'undecided' });
    server.asked.length = 0;
    expect(await stateAfter({ merchantRefNum: null })).toEqual({ kind: 'undecided' });
    expect(server.asked).toEqual([]);
  });

  test('codes: not let in has not left, a broken server is in doubt, another no is one where the order is payable', async () => {
    order('NEW');
    expect(await send({ secureKey: 'wrong' })).toEqual({ kind: 'never-left', code: 'fawry-9946' });
    says([999]);
    expect(await send()).toEqual({ kind: 'ambiguous', code: 'fawry-999' });
    says([1000]);
    expect(await send()).toEqual({ kind: 'refused', code: 'fawry-1000' });
  });
});

describe('a refund', () => {
  const details = {
    ...{ merchantRefNum: 'e1', referenceNumber: '931215518', reason: 'cancelled' },
    ...{ paidMinor: 60_000, amountMinor: 2_500 },
  };
  const adapter = (changes = {}) => fawryRefundAdapter(client(changes));
  const effect = (changes = {}, evidence: Record<string, unknown> | null = { orderStatus: 'PAID' }) => ({
    details: { ...details, ...changes },
    evidence,
  });

  test.each<[string, object]>([
    ['no amount', { amountMinor: 0 }],
    ['less than none', { amountMinor: -1 }],
    ['a part of a piastre', { amountMinor: 0.5 }],
    ['more than was paid', { amountMinor: 60_001 }],
    ['no order', { merchantRefNum: undefined }],
    ['no payment', { referenceNumber: undefined }],
    ['no reason', { reason: undefined }],
  ])('with %s is none: refused, unprepared, undecided, and nothing is asked', async (_, unfit) => {
    expect(await adapter().send(effect(unfit), signal())).toEqual({ kind: 'refused', code: 'details-unfit' });
    expect(await adapter().prepare(effect(unfit), signal())).toEqual({ orderStatus: null });
    expect(await adapter().reconcile(effect(unfit), signal())).toEqual({ kind: 'undecided' });
    expect(server.asked).toEqual([]);
  });

  test('without a state before nothing is asked afterwards', async () => {
    for (const evidence of [null, {}, { orderStatus: null }]) {
      expect(await adapter().reconcile(effect({}, evidence), signal())).toEqual({ kind: 'undecided' });
    }
    expect(server.asked).toEqual([]);
  });

  test('a state is one that came with a yes', async () => {
    expect(await adapter().prepare(effect(), signal())).toEqual({ orderStatus: null });
    says([200], [9938, { orderStatus: 'PAID' }]);
    expect(await adapter().prepare(effect(), signal())).toEqual({ orderStatus: null });
    expect(await adapter().prepare(effect(), signal())).toEqual({ orderStatus: null });
  });

  test('its reference is the payment’s, from the answer and from the state afterwards', async () => {
    order('PAID');
    const accepted = { kind: 'accepted', providerRef: 'of 931215518' };
    expect(await adapter().send(effect(), signal())).toEqual(accepted);
    expect(await adapter().reconcile(effect(), signal())).toEqual(accepted);
  });

  test('codes: not let in has not left, a broken server is in doubt, another no is one', async () => {
    expect(await adapter({ secureKey: 'wrong' }).send(effect(), signal())).toEqual({
      kind: 'never-left',
      code: 'fawry-9946',
    });
    says([999], [1000]);
    expect(await adapter().send(effect(), signal())).toEqual({ kind: 'ambiguous', code: 'fawry-999' });
    expect(await adapter().send(effect(), signal())).toEqual({ kind: 'refused', code: 'fawry-1000' });
  });
});

describe('the question whether an order was paid', () => {
  const ask = () => fawryInquiry(client())({ orderRef: '931215518', effectId: 'e1' }, signal());

  test('is answered as the notification would have, under a name of our own', async () => {
    says([200, { orderStatus: 'PAID', orderAmount: 600, paymentAmount: 605.5 }]);
    expect(await ask()).toEqual({
      ...{ eventId: 'inquiry/931215518', referenceNumber: '931215518', merchantRefNumber: 'e1', orderStatus: 'PAID' },
      ...{ orderAmountMinor: 60_000, paymentAmountMinor: 60_550, paymentMethod: 'PayAtFawry' },
    });
    says([200, { orderStatus: 'PAID', paymentAmount: 600 }]);
    expect(await ask()).toMatchObject({ orderAmountMinor: 60_000, paymentAmountMinor: 60_000 });
  });

  test('is not answered by amounts that are none', async () => {
    for (const amounts of [{}, { orderAmount: 600 }, { orderAmount: '-', paymentAmount: 600 }]) {
      says([200, { orderStatus: 'PAID', ...amounts }]);
      await expect(ask()).rejects.toMatchObject({ code: 'wrong-answer' });
    }
  });
});

describe('an answer', () => {
  const ask = () => client().status('e1', signal());
  const cancel = () => client().cancelUnpaid('931215518', signal());

  test.each([
    [429, { statusCode: 200, orderStatus: 'PAID' }],
    [503, { statusCode: 200, orderStatus: 'PAID' }],
    [404, {}],
  ])('with HTTP %i is no answer, whatever is in its body', async (status, body) => {
    server.says.push({ status, body });
    await expect(ask()).rejects.toMatchObject({ code: `http-${status}`, status });
  });

  test('comes for what is asked in JSON, in Arabic', async () => {
    await cancel();
    expect(server.heard[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(JSON.parse(server.heard[0]?.body ?? '')).toMatchObject({ lang: 'ar-eg' });
  });

  test('that leads elsewhere is not followed', async () => {
    for (const request of [ask, cancel]) {
      server.asked.length = 0;
      server.says.push({ status: 307, body: {}, headers: { location: `${server.url}/elsewhere` } });
      await expect(request()).rejects.toMatchObject({ code: 'http-307' });
      expect(server.asked).toHaveLength(1);
    }
  });
});

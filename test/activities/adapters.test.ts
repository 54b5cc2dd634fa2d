import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { adapterOf } from '../../activities/effects/adapters.ts';
import { adaptersFrom } from '../../activities/effects/providers.ts';
import { openOrm } from '../../db/orm.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import * as fawry from '../harness/vendors/loopback-fawry.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import * as twilio from '../harness/vendors/loopback-twilio.ts';
import { vendorVariables } from '../harness/vendors/vendor-system.ts';

// This database is never used.
const orm = openOrm('postgres://unused@127.0.0.1:1/none');

afterAll(() => orm.close());

test('each way out leads to the real system where one is set up, to the sandbox elsewhere', async () => {
  const { CARELINE_PUBLIC_URL, ...all } = vendorVariables;
  const real = adaptersFrom({ CARELINE_PUBLIC_URL, ...all }, orm);
  const none = adaptersFrom({}, orm);
  const { PAYMOB_CASH_INTEGRATION_ID: _cash, ...withoutCash } = { CARELINE_PUBLIC_URL, ...all };
  const isSandbox = ({ callTimeoutMs }: { callTimeoutMs: number }) => callTimeoutMs === 1_000;
  const ways = ({ sms, mail, helpdesk, payment: { link: card, code: byCode, collection: cash } }: typeof real) =>
    [sms, mail, helpdesk, card.open, byCode.open, cash.open].map(isSandbox);
  expect(ways(real)).toEqual([false, false, false, false, false, false]);
  expect(ways(adaptersFrom(withoutCash, orm))).toEqual([false, false, false, false, false, true]);
  expect(ways(none)).toEqual([true, true, true, true, true, true]);
  expect(real.payment.link.means('94 7 https://pay.example/7')).toEqual({
    orderRef: '94',
    linkRef: '7',
    url: 'https://pay.example/7',
    code: null,
  });
  expect(real.payment.code.means('9312')).toEqual({ orderRef: '9312', linkRef: null, url: null, code: '9312' });
  expect(real.payment.collection.means('433 234')).toEqual({ orderRef: '433', linkRef: null, url: null, code: null });
  // An activity may take a minute: asking before, sending, asking afterwards.
  const adapters = [
    real.sms,
    real.helpdesk,
    ...Object.values(real.payment).flatMap(({ open, expire, refund }) => [open, expire, refund]),
  ];
  for (const adapter of adapters) expect(adapter?.callTimeoutMs ?? 0).toBeLessThanOrEqual(15_000);
  // A mail has 200 seconds: a large file takes longer, and a mail server is never asked.
  expect(real.mail.callTimeoutMs).toBeLessThanOrEqual(60_000);
  expect(real.payment.collection.refund).toBeNull();
  expect(adapterOf(real, { kind: 'mail', program: 'p' })).toBe(real.mail);
  expect(adapterOf(real, { kind: 'refund/cash', program: 'p' })).toBeNull();
  expect(adapterOf(none, { kind: 'payment/expire/cash', program: 'p' })).toBe(none.payment.collection.expire);
});

test('the sandbox gives to pay with what a provider would', () => {
  const { link: card, code, collection: cash } = adaptersFrom({}, orm).payment;
  const given = { orderRef: 'sandbox-e1', linkRef: null, url: null, code: null };
  expect(card.means('sandbox-e1')).toEqual({ ...given, url: 'https://pay.sandbox.invalid/e1' });
  expect(code.means('sandbox-e1')).toEqual({ ...given, code: '137683833' });
  expect(cash.means('sandbox-e1')).toEqual(given);
});

describe('what is set up reaches the provider', () => {
  type Servers = [
    Awaited<ReturnType<typeof paymob.startPaymob>>,
    Awaited<ReturnType<typeof fawry.startFawry>>,
    Awaited<ReturnType<typeof twilio.startTwilio>>,
  ];
  let [link, code, sms] = [] as unknown as Servers;
  beforeAll(async () => {
    [link, code, sms] = [await paymob.startPaymob(), await fawry.startFawry(), await twilio.startTwilio()];
  });
  afterAll(() => Promise.all([link.close(), code.close(), sms.close()]));

  const signal = () => new AbortController().signal;
  const adapters = (changes = {}, times = {}) =>
    adaptersFrom(
      {
        ...vendorVariables,
        ...{ PAYMOB_BASE_URL: link.url, FAWRY_BASE_URL: code.url, TWILIO_BASE_URL: sms.url },
        ...changes,
      },
      orm,
      times,
    );
  const effect: LedgerEffect = {
    ...{ id: 'e1', key: '-', process: '-', program: 'cdek', caseId: 'c1', intent: 'link/1' },
    ...{ kind: 'payment/request/card', channel: 'payment' },
    ...{ recipient: '+201001234567', text: '-', status: 'sending', ifUnknown: 'stay', delivery: null, code: null },
    ...{ providerRef: null, evidence: null, attempts: 1, resends: 0, plannedAt: '2031-03-03T07:00:00Z' },
    ...{ sentAt: null, settledAt: null },
    details: { amountMinor: 100, currency: 'EGP', expiresAt: '2031-03-04T07:00:00Z' },
  };

  test('a link reports to us, and its customer comes back to us or to where is said', async () => {
    await adapters().payment.link.open.send(effect, signal());
    const elsewhere = adapters({ PAYMOB_RETURN_URL: 'https://shop.example/paid' });
    await elsewhere.payment.link.open.send({ ...effect, id: 'e2' }, signal());
    expect(link.links.map(({ form }) => [form.get('notification_url'), form.get('redirection_url')])).toEqual([
      ['https://care.example/v1/webhooks/paymob', 'https://care.example/'],
      ['https://care.example/v1/webhooks/paymob', 'https://shop.example/paid'],
    ]);
  });

  test('an SMS is reported on to us', async () => {
    await adapters().sms.send(effect, signal());
    expect(sms.messages).toMatchObject([
      { callback: 'https://care.example/v1/webhooks/twilio/message-status?effect=e1' },
    ]);
  });

  test('each method is asked about at its own provider, whose name the inbox knows', async () => {
    const { link: card, collection: cash, code: atFawry } = adapters().payment;
    expect([card.inquiry?.source, cash.inquiry?.source, atFawry.inquiry?.source]).toEqual([
      'paymob',
      'paymob',
      'fawry',
    ]);
    for (const { inquiry } of [card, cash, atFawry]) {
      expect(await inquiry?.ask({ orderRef: '94', effectId: 'e9' }, signal())).toBeNull();
    }
    expect([link.asked.at(-1), code.asked.at(-1)]).toEqual([
      'POST /api/ecommerce/orders/transaction_inquiry',
      'GET /ECommerceWeb/Fawry/payments/status/v2',
    ]);
  });

  test('a login takes as long as is said', async () => {
    link.loginHangs = true;
    const { open } = adapters({}, { loginTimeoutMs: 50 }).payment.link;
    await expect(open.send(effect, AbortSignal.timeout(60_000))).rejects.toMatchObject({ name: 'PaymobLoginFailed' });
    link.loginHangs = false;
  });
});

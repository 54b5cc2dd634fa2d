// Owns the tests of which way out leads where.
import { afterAll, expect, test } from '@jest/globals';
import { adaptersFrom } from '../../activities/adapters.ts';
import { openOrm } from '../../db/orm.ts';
import { vendorVariables } from '../harness/vendors/vendor-house.ts';

// Nothing is asked of it here.
const orm = openOrm('postgres://nobody@127.0.0.1:1/none');

afterAll(() => orm.close());

test('each way out leads to the real system where one is set up, to the sandbox elsewhere', async () => {
  const { CARELINE_PUBLIC_URL, ...all } = vendorVariables;
  const real = adaptersFrom({ CARELINE_PUBLIC_URL, ...all }, orm);
  const none = adaptersFrom({}, orm);
  const { PAYMOB_CASH_INTEGRATION_ID: _cash, ...withoutCash } = { CARELINE_PUBLIC_URL, ...all };
  const isSandbox = ({ callTimeoutMs }: { callTimeoutMs: number }) => callTimeoutMs === 1_000;
  const ways = ({ sms, helpdesk, payment: { card, fawry, cash } }: typeof real) =>
    [sms, helpdesk, card.open, fawry.open, cash.open].map(isSandbox);
  expect(ways(real)).toEqual([false, false, false, false, false]);
  expect(ways(adaptersFrom(withoutCash, orm))).toEqual([false, false, false, false, true]);
  expect(ways(none)).toEqual([true, true, true, true, true]);
  expect(real.payment.card.means('94 7 https://pay.example/7')).toEqual({
    orderRef: '94',
    linkRef: '7',
    url: 'https://pay.example/7',
    code: null,
  });
  expect(real.payment.fawry.means('9312')).toEqual({ orderRef: '9312', linkRef: null, url: null, code: '9312' });
  expect(real.payment.cash.means('433 234')).toEqual({ orderRef: '433', linkRef: null, url: null, code: null });
  // An activity may take a minute: asking before, sending, asking afterwards.
  const adapters = [
    real.sms,
    real.helpdesk,
    ...Object.values(real.payment).flatMap(({ open, expire, refund }) => [open, expire, refund]),
  ];
  for (const adapter of adapters) expect(adapter?.callTimeoutMs ?? 0).toBeLessThanOrEqual(15_000);
  expect(real.payment.cash.refund).toBeNull();
});

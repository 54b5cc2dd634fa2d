// A link at Paymob, a code at Fawry. Ending twice has the same effect as ending once.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeExpiryAdapter } from '../../vendors/fawry/code-expiry-adapter.ts';
import { fawryClient } from '../../vendors/fawry/fawry-client.ts';
import { linkExpiryAdapter } from '../../vendors/paymob/link-expiry-adapter.ts';
import { paymobClient } from '../../vendors/paymob/paymob-client.ts';
import * as fawry from '../harness/vendors/loopback-fawry.ts';
import * as paymob from '../harness/vendors/loopback-paymob.ts';
import { INTEGRATION_ID } from '../harness/vendors/paymob-callback.ts';

let [linkServer, codeServer] = [] as unknown as [
  Awaited<ReturnType<typeof paymob.startPaymob>>,
  Awaited<ReturnType<typeof fawry.startFawry>>,
];
beforeAll(async () => {
  [linkServer, codeServer] = [await paymob.startPaymob(), await fawry.startFawry()];
});
afterAll(() => Promise.all([linkServer.close(), codeServer.close()]));

const signal = () => new AbortController().signal;

test('ending a link twice ends it once; a link that no customer received expires by itself', async () => {
  const client = paymobClient({ apiKey: paymob.API_KEY, baseUrl: linkServer.url });
  const fields = { amount_cents: '100', payment_methods: [String(INTEGRATION_ID)], is_live: 'false', description: '-' };
  const rest = {
    expires_at: '2031-03-04T19:00:00',
    notification_url: 'https://a.example',
    redirection_url: 'https://a.example',
  };
  const { id } = await client.createLink({ ...fields, ...rest, reference_id: 'e1' }, signal());
  const adapter = linkExpiryAdapter(client);
  const effect = { details: { linkRef: String(id) } };
  expect(await adapter.send(effect, signal())).toEqual({ kind: 'accepted', providerRef: `end of ${id}` });
  expect(await adapter.reconcile()).toEqual({ kind: 'undecided' });
  expect(await adapter.send(effect, signal())).toMatchObject({ kind: 'accepted' });
  expect(linkServer.links).toMatchObject([{ state: 'cancelled' }]);
  expect(await adapter.send({ details: { linkRef: null } }, signal())).toEqual({ kind: 'refused', code: 'no-link' });
});

test('a code is ended, twice is once; a paid one is told as such', async () => {
  const client = fawryClient({
    merchantCode: fawry.MERCHANT_CODE,
    secureKey: fawry.SECURE_KEY,
    baseUrl: codeServer.url,
  });
  const charge = {
    customerProfileId: 'c1',
    amountMinor: 60_000,
    expiresAt: '2031-03-04T19:00:00.000Z',
    description: '-',
  };
  const ask = async (merchantRefNum: string) => {
    const { referenceNumber } = await client.charge({ ...charge, merchantRefNum }, signal());
    return { details: { orderRef: String(referenceNumber), merchantRefNum } };
  };
  const adapter = codeExpiryAdapter(client);
  const effect = await ask('e1');
  expect(await adapter.reconcile(effect, signal())).toEqual({ kind: 'absent' });
  const ended = { kind: 'accepted', providerRef: `end of ${effect.details.orderRef}` };
  expect([await adapter.send(effect, signal()), await adapter.send(effect, signal())]).toEqual([ended, ended]);
  expect(await adapter.reconcile(effect, signal())).toEqual(ended);
  expect(codeServer.orders).toMatchObject([{ status: 'CANCELED' }]);
  const paid = await ask('e2');
  Object.assign(codeServer.orders[1] ?? {}, { status: 'PAID' });
  expect(await adapter.send(paid, signal())).toEqual({ kind: 'refused', code: 'paid-before' });
  expect(await adapter.send({ details: { orderRef: null } }, signal())).toEqual({ kind: 'refused', code: 'no-code' });
});

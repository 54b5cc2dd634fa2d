// Owns the tests of the doors that providers knock at: what is signed is kept once, everything else leaves nothing behind.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { bookPackage } from '../../harness/vendors/bought-package.ts';
import { notification } from '../../harness/vendors/fawry-notification.ts';
import { statusCallback } from '../../harness/vendors/loopback-twilio.ts';
import { aTransaction, transactionCallback } from '../../harness/vendors/paymob-callback.ts';
import { FRESHDESK_SECRET, PUBLIC_URL, vendorVariables } from '../../harness/vendors/vendor-house.ts';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ settings: vendorVariables })));
beforeEach(() => rows(api.database.orm.em.fork(), sql`truncate inbox`));
afterAll(() => api.close());

type Sent = { url: string; headers: Record<string, string>; body: Buffer };
const send = ({ url, headers, body }: Sent) => api.call({ method: 'POST', url, headers, payload: body });
const json = { 'content-type': 'application/json' };

/** Each provider's webhook, signed with a key that is good or not; `word` makes one event another. */
const webhooks = {
  paymob(key?: string, word = '1'): Sent {
    const { rawBody: body, hmac } = transactionCallback(aTransaction({ id: 1_000 + word.length }), key);
    return { url: `/v1/webhooks/paymob?hmac=${hmac}`, headers: json, body };
  },
  fawry: (key?: string, word = '1'): Sent => ({
    url: '/v1/webhooks/fawry',
    headers: json,
    body: notification({ fawryRefNumber: `97017${word.length}` }, key),
  }),
  twilio(key?: string, word = '1'): Sent {
    const url = `${PUBLIC_URL}/v1/webhooks/twilio/message-status?effect=${randomEffect}`;
    const fields = { MessageSid: `SM${'0'.repeat(31)}${word.length}`, MessageStatus: 'delivered', To: '+201001234567' };
    const { pathAndQuery, rawBody: body, signature } = statusCallback(url, fields, key);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    return { url: pathAndQuery, headers, body };
  },
  freshdesk: (key = FRESHDESK_SECRET, word = '1'): Sent => ({
    url: '/v1/webhooks/freshdesk',
    headers: { ...json, 'x-careline-secret': key },
    body: Buffer.from(JSON.stringify({ ticketId: '7', status: 'Closed', changedAt: word })),
  }),
};
const randomEffect = randomUUID();
const oldKeys: Record<string, string> = {
  paymob: 'old-secret',
  fawry: 'old-key',
  twilio: 'old-token',
  freshdesk: 'old-secret',
};

type Kept = { source: string; event_id: string; case_id: string | null; body: Record<string, unknown> };
const kept = () =>
  rows<Kept>(api.database.orm.em.fork(), sql`select source, event_id, case_id, body from inbox order by id`);

describe.each(Object.entries(webhooks))('%s', (source, webhook) => {
  test('signed: kept once, and a replay is answered as the first time', async () => {
    const first = webhook();
    for (let time = 0; time < 3; time += 1) {
      const answer = await send(first);
      expect([answer.statusCode, answer.json()]).toEqual([200, { kept: true }]);
    }
    expect(await kept()).toMatchObject([{ source }]);
    await send(webhook(undefined, '22'));
    expect(await kept()).toHaveLength(2);
  });

  test('signed with the key that is being replaced: kept', async () => {
    expect((await send(webhook(oldKeys[source]))).statusCode).toBe(200);
    expect(await kept()).toHaveLength(1);
  });

  test('forged, unsigned, changed on its way, empty: 403, and nothing is kept', async () => {
    const { url, headers, body } = webhook();
    const unsigned = { ...headers, 'x-twilio-signature': '', 'x-careline-secret': '' };
    const changed = Buffer.from(body.toString().replace(/e/g, 'i'));
    const tries: Sent[] = [
      webhook('a key that nobody knows'),
      {
        url: url.replace(/\?hmac.*/, ''),
        headers: unsigned,
        body: Buffer.from(body.toString().replace(/"messageSignature":"\w+"/, '"a":1')),
      },
      { url, headers, body: Buffer.alloc(0) },
      ...(source === 'freshdesk' ? [] : [{ url, headers, body: changed }]),
      { url, headers, body: Buffer.from('[{"__proto__": 1}]') },
    ];
    for (const one of tries) {
      const answer = await send(one);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'signature-invalid']);
    }
    expect(await kept()).toEqual([]);
  });

  test('too large: 413', async () => {
    const { url, headers } = webhook();
    const answer = await send({ url, headers, body: Buffer.alloc(65 * 1024, ' ') });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([413, 'payload-too-large']);
    expect(await kept()).toEqual([]);
  });

  test('what is kept is what was signed, without the customer', async () => {
    await send(webhook());
    const text = JSON.stringify(await kept());
    for (const personal of ['1001234567', 'MasterCard', '2346', 'customer']) expect(text).not.toContain(personal);
  });
});

test('without credentials here nobody gets in', async () => {
  const closed = await startApi();
  for (const webhook of Object.values(webhooks)) {
    const { url, headers, body } = webhook();
    expect((await closed.call({ method: 'POST', url, headers, payload: body })).statusCode).toBe(403);
  }
  await closed.close();
});

test('Twilio signs for our public address: whatever a proxy or a caller says of the host', async () => {
  const { url, headers, body } = webhooks.twilio();
  const said = { ...headers, host: '10.0.0.7:8080', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
  expect((await send({ url, headers: said, body })).statusCode).toBe(200);
  const elsewhere = statusCallback('https://evil.example/v1/webhooks/twilio/message-status', {
    MessageSid: 'SM1',
    MessageStatus: 'sent',
  });
  const forEvil = { ...headers, host: 'evil.example', 'x-twilio-signature': elsewhere.signature };
  expect((await send({ url: elsewhere.pathAndQuery, headers: forEvil, body: elsewhere.rawBody })).statusCode).toBe(403);
});

test('the case is known at the door where the order or the effect is', async () => {
  const { orm } = api.database;
  const { id, requestId } = await bookPackage(orm);
  const order = { id: 217_503_754, merchant_order_id: null };
  await rows(
    orm.em.fork(),
    sql`update payment_requests set order_ref = ${String(order.id)} where id = ${requestId}::uuid`,
  );
  const { rawBody: body, hmac } = transactionCallback(aTransaction({ id: 5, order }));
  await send({ url: `/v1/webhooks/paymob?hmac=${hmac}`, headers: json, body });
  expect(await kept()).toMatchObject([
    { case_id: id, body: { orderId: '217503754', amountMinor: 60_000, success: true } },
  ]);
});

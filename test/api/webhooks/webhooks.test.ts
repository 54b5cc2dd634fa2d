// A signed webhook is stored once; everything else leaves nothing behind.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rows, sql } from '../../../db/sql.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { bookPackage } from '../../harness/vendors/bought-package.ts';
import { notification } from '../../harness/vendors/fawry-notification.ts';
import { flippedAt } from '../../harness/vendors/flipped.ts';
import { AUTH_TOKEN, statusCallback } from '../../harness/vendors/loopback-twilio.ts';
import { SECURE_KEY } from '../../harness/vendors/loopback-fawry.ts';
import { aTransaction, HMAC_SECRET, transactionCallback } from '../../harness/vendors/paymob-callback.ts';
import { FRESHDESK_SECRET, PUBLIC_URL, vendorVariables } from '../../harness/vendors/vendor-system.ts';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ settings: vendorVariables })));
beforeEach(() => rows(api.database.orm.em.fork(), sql`truncate inbox`));
afterAll(() => api.close());

type Sent = { url: string; headers: Record<string, string>; body: Buffer };
const send = ({ url, headers, body }: Sent) => api.call({ method: 'POST', url, headers, payload: body });
const json = { 'content-type': 'application/json' };

/** The webhook of each provider, signed with a right or wrong key. `word` makes events differ. */
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
  twilio(key?: string, word = '1', added = ''): Sent {
    const url = `${PUBLIC_URL}/v1/webhooks/twilio/message-status?effect=${randomEffect}${added}`;
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

/** The same webhook with its signature, or its secret, changed. */
const resigned: Record<keyof typeof webhooks, (sent: Sent, change: (signature: string) => string) => Sent> = {
  paymob: (sent, change) => ({ ...sent, url: sent.url.replace(/(?<=hmac=)\w+/, change) }),
  fawry: (sent, change) => ({
    ...sent,
    body: Buffer.from(String(sent.body).replace(/(?<="messageSignature":")\w+/, change)),
  }),
  twilio: (sent, change) => withHeader(sent, 'x-twilio-signature', change),
  freshdesk: (sent, change) => withHeader(sent, 'x-careline-secret', change),
};

function withHeader({ headers, ...sent }: Sent, name: string, change: (value: string) => string): Sent {
  return { ...sent, headers: { ...headers, [name]: change(headers[name] ?? '') } };
}

type Kept = { source: string; event_id: string; case_id: string | null; body: Record<string, unknown> };
const kept = () =>
  rows<Kept>(api.database.orm.em.fork(), sql`select source, event_id, case_id, body from inbox order by id`);

describe.each(Object.entries(webhooks))('%s', (source, webhook) => {
  test.each([
    ['the first digit', 0],
    ['one in the middle', 13],
    ['the last digit', -1],
  ])('%s of the signature is flipped: 403, and nothing is kept', async (_, place) => {
    const change = resigned[source as keyof typeof webhooks];
    const answer = await send(change(webhook(), (signature) => flippedAt(place, signature)));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'signature-invalid']);
    expect(await kept()).toEqual([]);
    expect((await send(change(webhook(), (signature) => signature))).statusCode).toBe(200);
  });

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

  test('with a parameter that the provider has added since: kept', async () => {
    const { url, ...sent } = webhook();
    // Twilio signs the address, including its query.
    const added = `${url}${url.includes('?') ? '&' : '?'}added=1`;
    const answer = await send(
      source === 'twilio' ? webhooks.twilio(undefined, '1', '&added=1') : { url: added, ...sent },
    );
    expect(answer.statusCode).toBe(200);
    expect(await kept()).toHaveLength(1);
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
      webhook('an unknown key'),
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

type Json = Record<string, unknown>;
/** Every place of a value: the whole body and each field in it, at any depth. */
function places(value: unknown): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[], ...inner.flatMap(([key, found]) => places(found).map((place) => [key, ...place]))];
}
function put(body: unknown, [key, ...rest]: string[], value: unknown): unknown {
  return key === undefined ? value : { ...(body as Json), [key]: put((body as Json)[key], rest, value) };
}
/** A body signed as its provider does it. @throws for values that cannot be signed */
const signers: Record<string, (body: Json) => Sent> = {
  paymob({ obj }) {
    const { rawBody: body, hmac } = transactionCallback(obj as Parameters<typeof transactionCallback>[0]);
    return { url: `/v1/webhooks/paymob?hmac=${hmac}`, headers: json, body };
  },
  fawry: (body) => ({ url: '/v1/webhooks/fawry', headers: json, body: notification(body) }),
  freshdesk: (body) => ({ ...webhooks.freshdesk(), body: Buffer.from(JSON.stringify(body)) }),
  twilio({ effect, ...fields }) {
    const texts = Object.entries(fields).map(([name, value]) => [name, String(value)]);
    const url = `${PUBLIC_URL}/v1/webhooks/twilio/message-status?${new URLSearchParams({ effect: String(effect) })}`;
    const { pathAndQuery, rawBody: body, signature } = statusCallback(url, Object.fromEntries(texts));
    return { url: pathAndQuery, headers: { ...webhooks.twilio().headers, 'x-twilio-signature': signature }, body };
  },
};
const twilioFields = { MessageSid: `SM${'0'.repeat(32)}`, MessageStatus: 'delivered', effect: randomEffect, To: '1' };
const bodyOf = (source: keyof typeof webhooks) => JSON.parse(String(webhooks[source]().body)) as Json;
const bodies: [string, Json][] = [
  ['paymob', bodyOf('paymob')],
  ['fawry', bodyOf('fawry')],
  ['freshdesk', bodyOf('freshdesk')],
  ['twilio', twilioFields],
];
const secrets = [HMAC_SECRET, SECURE_KEY, FRESHDESK_SECRET, AUTH_TOKEN, 'old-secret', 'old-key', 'old-token'];
const unreadable: unknown[] = [
  null,
  [],
  {},
  { toString: 1 },
  { valueOf: 1, toString: null },
  '\u0000',
  '\ud800',
  '',
  -0,
  1e300,
];
const anyValue = fc.oneof(fc.constantFrom(...unreadable), fc.jsonValue({ maxDepth: 2 }));

test.each(bodies)(
  '%s: any value in any place, signed or not, is no fault of ours and tells no secret',
  async (source, known) => {
    const anyPlace = fc.constantFrom(...places(known));
    const property = fc.asyncProperty(anyPlace, anyValue, fc.boolean(), async (place, value, isSigned) => {
      const changed = put(known, place, value) as Json;
      const plain = webhooks[source as keyof typeof webhooks]();
      let sent: Sent = { ...plain, body: Buffer.from(JSON.stringify(changed)) };
      try {
        if (isSigned) sent = signers[source]?.(changed) ?? sent;
      } catch {
        // A value without a text form cannot be signed.
      }
      const answer = await send(sent);
      expect([200, 400, 403]).toContain(answer.statusCode);
      if (answer.statusCode !== 200) expect(answer.headers['content-type']).toContain('application/problem+json');
      for (const secret of secrets) expect(answer.body).not.toContain(secret);
    });
    // Each odd value in every place, then random ones.
    const examples = places(known).flatMap((place) =>
      unreadable.flatMap((value) =>
        [true, false].map((isSigned): [string[], unknown, boolean] => [place, value, isSigned]),
      ),
    );
    await fc.assert(property, { examples, numRuns: examples.length + 100 });
  },
);

test.each<[string, string, Json]>([
  ['a card that is none', 'paymob', { type: 'TRANSACTION', obj: { ...aTransaction(), source_data: null } }],
  [
    'a card number without a text',
    'paymob',
    { type: 'TRANSACTION', obj: { ...aTransaction(), source_data: { pan: { toString: 1 } } } },
  ],
  ['a signature without a text', 'fawry', { ...bodyOf('fawry'), messageSignature: { toString: 1 } }],
  ['a ticket without a text', 'freshdesk', { ticketId: { toString: 1 }, status: 'Open' }],
])('%s at the door of %s: 403, and nothing is kept', async (_what, source, body) => {
  const plain = webhooks[source as keyof typeof webhooks]();
  const answer = await send({ ...plain, body: Buffer.from(JSON.stringify(body)) });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'signature-invalid']);
  expect(await kept()).toEqual([]);
});

test('without credentials here no webhook gets in', async () => {
  const closed = await startApi();
  for (const webhook of Object.values(webhooks)) {
    const { url, headers, body } = webhook();
    expect((await closed.call({ method: 'POST', url, headers, payload: body })).statusCode).toBe(403);
  }
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

// Twilio's webhook: the published vectors, proxies and ports, rotation, tampering, repetitions.
import { expect, test } from '@jest/globals';
import { messageStatusOf } from '../../vendors/twilio/message-status.ts';
import { formOf, isFromTwilio } from '../../vendors/twilio/twilio-signature.ts';
import { eachFlipped } from '../harness/vendors/flipped.ts';
import { AUTH_TOKEN, statusCallback } from '../harness/vendors/loopback-twilio.ts';

const door = { publicOrigins: ['https://care.example'], authTokens: [AUTH_TOKEN] };
const url = 'https://care.example/v1/webhooks/twilio/message-status?effect=e1';
const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+201001234567', AccountSid: 'AC1' };
const signed = (changes = {}, target = url, token = AUTH_TOKEN) =>
  statusCallback(target, { ...fields, ...changes }, token);

// https://www.twilio.com/docs/usage/webhooks/webhooks-security and the test suites of Twilio's own libraries.
test.each([
  ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
])('published vector of %s', (caller, signature) => {
  const form = { To: '+18005551212', CallSid: 'CA1234567890ABCDE', Caller: caller, Digits: '1234', From: caller };
  const rawBody = Buffer.from(new URLSearchParams(form).toString());
  const webhook = { signature, pathAndQuery: '/myapp.php?foo=1&bar=2', rawBody };
  const theirs = { publicOrigins: ['https://mycompany.com'], authTokens: ['12345'] };
  expect(isFromTwilio(webhook, theirs)).toBe(true);
  expect(isFromTwilio(webhook, { ...theirs, authTokens: ['12346'] })).toBe(false);
});

test('behind a proxy: the public origin counts, with and without its port, one of several', () => {
  for (const origin of ['https://care.example', 'https://care.example:443', 'https://care.example:8443/']) {
    expect(isFromTwilio(signed(), { ...door, publicOrigins: ['https://old.example', origin] })).toBe(true);
  }
  const withPort = signed({}, url.replace('care.example', 'care.example:443'));
  expect(isFromTwilio(withPort, door)).toBe(true);
  expect(isFromTwilio(signed(), { ...door, publicOrigins: ['http://care.example'] })).toBe(false);
  expect(isFromTwilio(signed(), { ...door, publicOrigins: ['http://10.0.0.7:3000'] })).toBe(false);
});

test('while tokens are rotated both are taken, afterwards only the new one; an empty token opens nothing', () => {
  const byOld = signed({}, url, 'old-token');
  expect(isFromTwilio(byOld, { ...door, authTokens: [AUTH_TOKEN, 'old-token'] })).toBe(true);
  expect(isFromTwilio(byOld, door)).toBe(false);
  expect(isFromTwilio(signed({}, url, ''), { ...door, authTokens: [''] })).toBe(false);
  expect(isFromTwilio(signed(), { ...door, authTokens: [] })).toBe(false);
});

test('tampered, moved to another effect, unsigned or half signed: refused', () => {
  const webhook = signed();
  const tampered = Buffer.from(String(webhook.rawBody).replace('delivered', 'failed'));
  expect(isFromTwilio(webhook, door)).toBe(true);
  expect(isFromTwilio({ ...webhook, rawBody: tampered }, door)).toBe(false);
  expect(isFromTwilio({ ...webhook, rawBody: Buffer.concat([webhook.rawBody, Buffer.from('&X=1')]) }, door)).toBe(
    false,
  );
  expect(isFromTwilio({ ...webhook, pathAndQuery: webhook.pathAndQuery.replace('e1', 'e2') }, door)).toBe(false);
  for (const signature of [undefined, '', 'x', webhook.signature.slice(1), `${webhook.signature}=`]) {
    expect(isFromTwilio({ ...webhook, signature }, door)).toBe(false);
  }
  const elsewhere = signed({}, 'https://care.example@evil.example/');
  expect(isFromTwilio({ ...elsewhere, pathAndQuery: '@evil.example/' }, door)).toBe(false);
});

test('a signature with one digit flipped, wherever, is none', () => {
  const { signature } = signed();
  expect(eachFlipped(signature)).toHaveLength(27);
  for (const flipped of eachFlipped(signature)) {
    expect([flipped, isFromTwilio({ ...signed(), signature: flipped }, door)]).toEqual([flipped, false]);
  }
});

test('a JSON body is held by the hash in the signed URL', () => {
  const body = '{"property": "value", "boolean": true}';
  const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
  const { signature, pathAndQuery } = statusCallback(`${url}&bodySHA256=${hash}`, {});
  expect(isFromTwilio({ signature, pathAndQuery, rawBody: Buffer.from(body) }, door)).toBe(true);
  expect(isFromTwilio({ signature, pathAndQuery, rawBody: Buffer.from(`${body} `) }, door)).toBe(false);
  for (const flipped of eachFlipped(signature)) {
    expect(isFromTwilio({ signature: flipped, pathAndQuery, rawBody: Buffer.from(body) }, door)).toBe(false);
  }
  const elsewhere = eachFlipped(hash).map((other) => statusCallback(`${url}&bodySHA256=${other}`, {}));
  for (const webhook of elsewhere) expect(isFromTwilio({ ...webhook, rawBody: Buffer.from(body) }, door)).toBe(false);
});

test('a repetition has the same event id, the next status another', () => {
  const status = (changes = {}) => messageStatusOf(signed(changes));
  expect(status()).toEqual({
    eventId: 'SM1/delivered',
    sid: 'SM1',
    effectId: 'e1',
    status: 'delivered',
    delivery: 'delivered',
    errorCode: null,
  });
  expect(status({ ApiVersion: '2010-04-01' })?.eventId).toBe(status()?.eventId);
  expect(status({ MessageStatus: 'sent' })).toMatchObject({ eventId: 'SM1/sent', delivery: null });
  // The queue overflowed after the acceptance, or the phone could not be reached.
  for (const ErrorCode of ['30001', '30003']) {
    expect(status({ MessageStatus: 'failed', ErrorCode })).toMatchObject({ delivery: 'failed', errorCode: ErrorCode });
  }
  for (const [MessageStatus, delivery] of [
    ['read', 'delivered'],
    ['undelivered', 'failed'],
  ]) {
    expect(status({ MessageStatus })).toMatchObject({ delivery });
  }
  for (const form of ['x=1', 'MessageSid=SM1', 'MessageStatus=sent']) {
    expect(messageStatusOf({ pathAndQuery: '/', rawBody: Buffer.from(form) })).toBeNull();
  }
});

test('a field that is there twice is a list, which is signed otherwise', () => {
  expect(formOf('a=1&b=2&a=3&c=')).toEqual({ a: ['1', '3'], b: '2', c: '' });
});

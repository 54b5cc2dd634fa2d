// Fawry's webhook: an external test vector, tampering, replaced keys, repetitions, and which events count as paid.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalText } from '../../domain/money.ts';
import { FAWRY_CURRENCY, fawryAmount, fawryNumber, piastresOf } from '../../vendors/fawry/fawry-amount.ts';
import { fawryEventOf, fawryMismatch, notificationSignature } from '../../vendors/fawry/fawry-signature.ts';
import { notification } from '../harness/vendors/fawry-notification.ts';
import { eachFlipped } from '../harness/vendors/flipped.ts';
import { SECURE_KEY } from '../harness/vendors/loopback-fawry.ts';

const read = (rawBody: Buffer, keys = [SECURE_KEY]) => fawryEventOf(rawBody, keys);
const altered = (changes: object) =>
  Buffer.from(JSON.stringify({ ...(JSON.parse(String(notification())) as object), ...changes }));

test('the vector of the library fawry-api/fawry', () => {
  // The formula omits the merchant's reference in this example, which has it under another name.
  const example = {
    ...{
      fawryRefNumber: '970177',
      paymentAmount: 152,
      orderAmount: 150,
      orderStatus: 'NEW',
      paymentMethod: 'PAYATFAWRY',
    },
  };
  const expected = 'b0175565323e464b01dc9407160368af5568196997fb6e379374a4f4fbbcf587';
  expect(notificationSignature(example, 'fawry_secure_key')).toBe(expected);
});

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [60_050, '600.50'],
  [100_000_001, '1000000.01'],
])('%i piastres are signed as %s', (minor, expected) => expect(fawryAmount(minor)).toBe(expected));

test('an amount is sent and read as the same piastres, and is never rounded', () => {
  fc.assert(
    fc.property(fc.nat({ max: 99_999_999_999 }), (minor) => {
      expect([piastresOf(fawryAmount(minor)), piastresOf(fawryNumber(minor))]).toEqual([minor, minor]);
      expect(fawryAmount(minor)).toBe(decimalText({ amountMinor: minor, currency: FAWRY_CURRENCY }));
    }),
  );
  const unfit = [undefined, null, '', '1.005', 0.001, '-1', -1, '1e3', ['1'], '1,5', '1234567890', Number.NaN];
  expect(unfit.map((value) => piastresOf(value))).toEqual(unfit.map(() => null));
});

test('signed with one of our keys: the event; with another, none or an empty one: nothing', () => {
  const expected = {
    orderStatus: 'PAID',
    orderAmountMinor: 60_000,
    referenceNumber: '970177',
    merchantRefNumber: 'e1',
    paymentMethod: 'PayAtFawry',
  };
  expect(read(notification())).toMatchObject(expected);
  expect(read(altered({ fawryRefNumber: 970_177 }))).toMatchObject(expected);
  expect(read(notification(), ['new-key', SECURE_KEY])).toMatchObject(expected);
  expect(read(notification(), ['new-key'])).toBeNull();
  expect(read(notification(), [])).toBeNull();
  expect(read(notification({}, ''), [''])).toBeNull();
  expect(read(notification({ paymentRefrenceNumber: '42', orderAmount: 0.1, paymentAmount: 0.3 }))).toMatchObject({
    orderAmountMinor: 10,
    paymentAmountMinor: 30,
  });
});

test('every signed value is held; what is missing, cut or no notification opens nothing', () => {
  expect(read(altered({}))).not.toBeNull();
  for (const changes of [
    ...[{ fawryRefNumber: '970178' }, { merchantRefNumber: 'e2' }, { paymentAmount: 601 }, { orderAmount: 1 }],
    ...[
      { orderStatus: 'NEW' },
      { paymentMethod: 'CARD' },
      { paymentRefrenceNumber: '1' },
      { messageSignature: undefined },
    ],
    ...[
      { messageSignature: '' },
      { messageSignature: 'a'.repeat(63) },
      { orderStatus: 'PAI', paymentMethod: 'DPayAtFawry' },
    ],
    ...[{ orderAmount: '600.00x' }, { orderAmount: [600] }, { fawryRefNumber: ['970177'] }],
    // The same number in another form than Fawry's; and lists in place of texts, which have the same signature.
    ...[{ orderAmount: '6e2' }, { paymentAmount: '600.000' }, { merchantRefNumber: ['e1'] }],
    ...[{ paymentMethod: ['PayAtFawry'] }, { paymentRefrenceNumber: [] }],
  ]) {
    expect([changes, read(altered(changes))]).toEqual([changes, null]);
  }
  const { messageSignature } = JSON.parse(String(notification())) as { messageSignature: string };
  for (const padded of [`x${messageSignature}`, `${messageSignature}x`]) {
    expect(read(altered({ messageSignature: padded }))).toBeNull();
  }
  for (const body of ['', 'null', '[]', '{}', '<a>']) expect(read(Buffer.from(body))).toBeNull();
});

test('a signature with one digit flipped, wherever, is none', () => {
  const { messageSignature } = JSON.parse(String(notification())) as { messageSignature: string };
  expect(eachFlipped(messageSignature)).toHaveLength(64);
  for (const flipped of eachFlipped(messageSignature)) {
    expect([flipped, read(altered({ messageSignature: flipped }))]).toEqual([flipped, null]);
  }
});

test('a repetition has the same event id, also with another unsigned request id; the next status another', () => {
  const first = read(notification())?.eventId;
  expect(first).toMatch(/^970177\/[0-9a-f]{64}$/);
  expect(read(altered({ requestId: 'other', paymentTime: 1 }))?.eventId).toBe(first);
  expect(read(notification({ orderStatus: 'REFUNDED' }))?.eventId).not.toBe(first);
});

test.each([
  [{}, null],
  [{ orderAmount: 599.99 }, 'amount'],
  [{ paymentAmount: 599.99 }, 'amount'],
  [{ merchantRefNumber: 'e2' }, 'order'],
  [{ fawryRefNumber: '970178' }, 'order'],
  [{ orderStatus: 'NEW' }, 'not-paid'],
  [{ orderStatus: 'EXPIRED' }, 'not-paid'],
  // A character moves between two fields, which the signed text does not separate.
  [{ fawryRefNumber: '97017', merchantRefNumber: '7e1' }, 'order'],
])('%j: %s', (changes, expected) => {
  const event = read(notification(changes));
  const due = { merchantRefNumber: 'e1', referenceNumber: '970177', amountMinor: 60_000 };
  expect(event === null ? 'unsigned' : fawryMismatch(event, due)).toBe(expected);
});

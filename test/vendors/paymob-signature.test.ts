// Paymob's webhook: the published text, tampering, moved digits, and which events count as paid.
import { expect, test } from '@jest/globals';
import { paymobEventOf, paymobMismatch, signedText } from '../../vendors/paymob/paymob-signature.ts';
import type { PaymobTransaction } from '../../vendors/paymob/paymob-wire.ts';
import { eachFlipped } from '../harness/vendors/flipped.ts';
import * as paymob from '../harness/vendors/paymob-callback.ts';

const read = ({ rawBody, hmac }: { rawBody: Buffer; hmac: string | undefined }, secrets = [paymob.HMAC_SECRET]) =>
  paymobEventOf(rawBody, hmac, secrets);
/** A signed transaction with changed content. */
function altered(changes: object, signed = paymob.aTransaction()) {
  const { hmac } = paymob.transactionCallback(signed);
  return { rawBody: Buffer.from(JSON.stringify({ type: 'TRANSACTION', obj: { ...signed, ...changes } })), hmac };
}

test('the published example: 20 values in their order', () => {
  // .../webhook-callbacks-and-hmac/hmac/hmac-transaction-callback publishes the text and a digest, but not the secret.
  const example = paymob.aTransaction({ amount_cents: 100_000, created_at: '2024-06-13T11:33:44.592345' });
  expect(signedText(example)).toBe(
    '1000002024-06-13T11:33:44.592345EGPfalsefalse1920364654097558truefalsefalsefalsetruefalse217503754302852false2346MasterCardcardtrue',
  );
});

test('signed by us: the event; another secret, none or an empty one: nothing', () => {
  const callback = paymob.transactionCallback(paymob.aTransaction());
  expect(read(callback)).toEqual({
    ...{ eventId: `192036465/${callback.hmac.slice(0, 32)}`, transactionId: '192036465', orderId: '217503754' },
    ...{ amountMinor: 60_000, currency: 'EGP', integrationId: paymob.INTEGRATION_ID, merchantId: paymob.MERCHANT_ID },
    ...{ success: true, pending: false, isRefunded: false, isVoided: false, hasParent: false, claimedReference: null },
  });
  expect(read(callback, ['new-secret', paymob.HMAC_SECRET])).not.toBeNull();
  expect(read(callback, ['new-secret'])).toBeNull();
  expect(read(callback, [])).toBeNull();
  expect(read(paymob.transactionCallback(paymob.aTransaction(), ''), [''])).toBeNull();
});

test('every signed value is held: none can be changed', () => {
  const others: Partial<Record<keyof PaymobTransaction, unknown>> = {
    ...{ amount_cents: 1, created_at: '2031-03-03T09:00:00.592346', currency: 'USD', error_occured: true },
    ...{ has_parent_transaction: true, id: 1, integration_id: 1, is_3d_secure: false, is_auth: true, is_capture: true },
    ...{ is_refunded: true, is_standalone_payment: false, is_voided: true, order: { id: 1 }, owner: 1, pending: true },
    ...{ source_data: { pan: '1111', sub_type: 'MasterCard', type: 'card' }, success: false },
  };
  expect(read(altered({}))).not.toBeNull();
  for (const [name, value] of Object.entries(others))
    expect([name, read(altered({ [name]: value }))]).toEqual([name, null]);
});

test('a signature with one digit flipped, wherever, is none', () => {
  const { rawBody, hmac } = paymob.transactionCallback(paymob.aTransaction());
  expect(eachFlipped(hmac)).toHaveLength(128);
  for (const flipped of eachFlipped(hmac)) expect([flipped, read({ rawBody, hmac: flipped })]).toEqual([flipped, null]);
});

test.each([
  { currency: 'EGPX' },
  { currency: 'XEGP' },
  { created_at: 'x2031-03-03T09:00:00Z' },
  { created_at: '2031-03-03T09:00:00Zx' },
  { amount_cents: '60000' },
  { id: '7' },
  { integration_id: '7' },
  { owner: '7' },
  { order: { id: '7' } },
  { order: { id: 7, merchant_order_id: 7 } },
  { source_data: 'card' },
  { source_data: null },
  { source_data: { pan: {}, sub_type: '', type: '' } },
  { source_data: { pan: '', sub_type: [], type: '' } },
  { source_data: { pan: '', sub_type: '', type: {} } },
  ...[
    ...['error_occured', 'has_parent_transaction', 'is_3d_secure', 'is_auth', 'is_capture', 'is_refunded'],
    ...['is_standalone_payment', 'is_voided', 'pending', 'success'],
  ].map((flag) => ({ [flag]: 'false' })),
])('%j is nothing, though it is signed', (changes) => {
  const strange = { ...paymob.aTransaction(), ...(changes as Partial<PaymobTransaction>) };
  // The helper cannot sign an invalid source, so it signs a substitute.
  const signed = { ...strange, source_data: strange.source_data ?? { pan: null, sub_type: '', type: '' } };
  const { hmac } = paymob.transactionCallback(signed as PaymobTransaction);
  expect(read({ rawBody: Buffer.from(JSON.stringify({ type: 'TRANSACTION', obj: strange })), hmac })).toBeNull();
});

test('a card without a number is signed and read', () => {
  const source_data = { pan: null, sub_type: 'MasterCard', type: 'card' };
  expect(read(paymob.transactionCallback(paymob.aTransaction({ source_data })))).not.toBeNull();
});

test('digits moved to a neighbour are signed alike, and do not pay', () => {
  const due = { orderId: '21750375', amountMinor: 60_000, currency: 'EGP', integrationIds: [paymob.INTEGRATION_ID] };
  const moved = read(altered({ order: { id: 21_750_375 }, owner: 4_302_852 }));
  expect(moved).toMatchObject({ orderId: '21750375' });
  expect(moved === null || paymobMismatch(moved, { ...due, merchantId: paymob.MERCHANT_ID })).toBe('merchant');
  expect(read(altered({ amount_cents: 600_002, created_at: '031-03-03T09:00:00.592345' }))).toBeNull();
  expect(read(altered({ currency: 'EGPfalse', error_occured: '' }))).toBeNull();
  expect(read(altered({ is_voided: 'fals', order: { id: 'e217503754' } }))).toBeNull();
});

test('missing, cut and padded signatures and bodies that are none: nothing', () => {
  const { rawBody, hmac } = paymob.transactionCallback(paymob.aTransaction());
  for (const given of [undefined, '', hmac.slice(1), `${hmac}0`, `x${hmac}`, 'z'.repeat(128)]) {
    expect(read({ rawBody, hmac: given })).toBeNull();
  }
  for (const body of [
    '',
    'null',
    '[]',
    '{}',
    '{"type":"TRANSACTION"}',
    '{"type":"TRANSACTION","obj":{"id":1}}',
    '<a>',
  ]) {
    expect(read({ rawBody: Buffer.from(body), hmac })).toBeNull();
  }
  const token = Buffer.from(String(rawBody).replace('"TRANSACTION"', '"TOKEN"'));
  expect(read({ rawBody: token, hmac })).toBeNull();
  expect(read({ rawBody, hmac: hmac.toUpperCase() })?.eventId).toBe(read({ rawBody, hmac })?.eventId);
});

test('a repetition has the same event id, also with another unsigned value; a later state has another', () => {
  const first = read(paymob.transactionCallback(paymob.aTransaction()))?.eventId;
  expect(read(altered({ refunded_amount_cents: 99, id_of_nothing: 1 }))?.eventId).toBe(first);
  expect(read(paymob.transactionCallback(paymob.aTransaction({ is_refunded: true })))?.eventId).not.toBe(first);
});

test.each([
  [{}, null],
  [{ amount_cents: 59_999 }, 'amount'],
  [{ currency: 'USD' }, 'currency'],
  [{ integration_id: 1 }, 'integration'],
  [{ order: { id: 1 } }, 'order'],
  [{ owner: 1 }, 'merchant'],
  [{ success: false }, 'not-paid'],
  [{ pending: true }, 'not-paid'],
  [{ has_parent_transaction: true }, 'not-paid'],
  [{ is_voided: true }, 'not-paid'],
  [{ is_refunded: true }, 'not-paid'],
])('%j: %s', (changes, expected) => {
  const event = read(paymob.transactionCallback(paymob.aTransaction(changes)));
  const due = { orderId: '217503754', amountMinor: 60_000, currency: 'EGP', merchantId: paymob.MERCHANT_ID };
  const mismatch =
    event === null ? 'unsigned' : paymobMismatch(event, { ...due, integrationIds: [paymob.INTEGRATION_ID] });
  expect(mismatch).toBe(expected);
});

// FK-01 to FK-05, FK-13, FK-14, FK-27, over HTTP in the whole system.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { row, sql } from '../../../db/sql.ts';
import { aPackage, booked, eventually, loseAnswers, MONDAY, PACKAGES, refusedWith } from '../../harness/packages.ts';
import { until } from '../../harness/until.ts';
import { care, careline, success } from './desk.ts';

const smsOf = async (id: string) => (await care.get(`/v1/effects?caseId=${id}&channel=sms`)).body.items;
const count = async () =>
  (await row<{ n: number }>(careline.database.orm.em.fork(), sql`select count(*)::int as n from service_packages`))?.n;

describe('FK-01 by card', () => {
  test('the package is booked, and the link is there to read out and goes out once', async () => {
    const answer = await care.post(PACKAGES, aPackage);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...{
        program: 'filkhedma',
        stage: 'booked',
        paid: false,
        bookedBy: 'cc-1',
        bookedAt: MONDAY,
        bought: 4,
        visitsLeft: 4,
      },
      ...{
        customer: { name: 'منى سمير', phone: '+201001234567', address: 'المعادي' },
        priceMinor: 160_000,
        currency: 'EGP',
      },
      ...{ payment: null, refund: null, refunds: [], heldPayments: [], tickets: [], notices: [], collection: null },
      // FK-14
      ...{ startsOn: '2031-03-10', expiresOn: '2031-04-10', graceEndsOn: '2031-04-24' },
      nextAction: { what: 'not-paid-ticket', at: '2031-03-03T10:00:00.000Z', rule: 'FK-06', by: 'careline' },
    });
    const { id } = answer.body;
    const { paymentRequests } = await eventually(care, id, (shown) => shown.paymentRequests[0].url !== null);
    expect(paymentRequests).toMatchObject([{ method: 'card', code: null, status: 'open' }]);
    const sms = await until(
      () => smsOf(id),
      ({ length }) => length > 0,
    );
    expect(sms).toMatchObject([{ to: '+201001234567', text: `لينك الدفع: ${paymentRequests[0].url}` }]);
  });

  test('visits are listed by their start, whatever the order in which they were said', async () => {
    const { visits } = await booked(care, { visits: [...aPackage.visits].toReversed() });
    expect(visits.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual(
      aPackage.visits.map(({ startsAt }) => startsAt),
    );
  });
});

test('a card number in a name or an address is masked before it is stored', async () => {
  const customer = { name: 'منى 4111/1111/1111/1111', phone: '01001234567', address: 'المعادي ٤١١١ ١١١١ ١١١١ ١١١١' };
  const { id } = await booked(care, { customer });
  expect((await care.get(`/v1/service-packages/${id}`)).body.customer).toMatchObject({
    name: 'منى ••••/••••/••••/1111',
    address: 'المعادي •••• •••• •••• ١١١١',
  });
});

test('FK-13 by Fawry: a code in place of a link', async () => {
  const { id } = await booked(care, { payment: 'fawry' });
  const shown = await eventually(care, id, ({ paymentRequests }) => paymentRequests[0].code !== null);
  expect(shown.paymentRequests).toMatchObject([{ method: 'fawry', url: null, code: expect.stringMatching(/^\d+$/) }]);
});

describe('FK-02 in cash', () => {
  const collection = { at: '2031-03-05T12:00:00.000Z', address: 'المعادي' };

  test('only with the collection form; then the agent has a sentence to say', async () => {
    expect(refusedWith(await care.post(PACKAGES, { ...aPackage, payment: 'cash' }))).toEqual([
      422,
      'collection-required',
    ]);
    const shown = await booked(care, { payment: 'cash', collection });
    expect(shown).toMatchObject({ notices: ['accept-will-call'], collection });
    await careline.advance(careline.now());
    expect(await smsOf(shown.id)).toEqual([]);
  });

  test('FK-13 collected at the latest when the first visit begins', async () => {
    const latest = { ...collection, at: '2031-03-10T10:00:00.000Z' };
    expect(await booked(care, { payment: 'cash', collection: latest })).toMatchObject({ collection: latest });
  });
});

describe('the form asks before it sends', () => {
  const preview = (changes: object = {}) => care.post(`${PACKAGES}/preview`, { ...aPackage, ...changes });
  const asked = async (changes?: object) => (await preview(changes)).body.questions;
  const customer = { name: 'سعاد', phone: '0122 333 4455' };
  const at = (...days: string[]) => days.map((day) => ({ startsAt: `2031-04-${day}T10:00:00.000Z` }));

  test('nothing where nothing is strange, and nothing is booked', async () => {
    const before = await count();
    expect((await preview({ customer })).body).toEqual({ questions: [] });
    expect(await count()).toBe(before);
  });

  test('what would be refused is refused, and beyond a year nothing is asked', async () => {
    const far = [{ startsAt: '2032-06-10T10:00:00.000Z' }];
    expect(refusedWith(await preview({ visits: far }))).toEqual([422, 'too-far-ahead']);
    expect(refusedWith(await preview({ currency: 'USD' }))).toEqual([422, 'currency-refused']);
    expect(refusedWith(await preview({ customer: { ...customer, phone: '12' } }))).toEqual([400, 'invalid-request']);
  });

  test('FK-03 all at once: far ahead, at night, two at one minute', async () => {
    const night = '2031-06-10T00:30:00.000Z';
    const visits = [{ startsAt: '2031-06-10T00:30:20Z' }, { startsAt: night }];
    expect(await asked({ customer, visits })).toEqual([
      { what: 'first-visit-far', visits: [night], packages: [], usualMinor: null },
      { what: 'two-at-once', visits: [night], packages: [], usualMinor: null },
      { what: 'outside-hours', visits: [night, '2031-06-10T00:30:20.000Z'], packages: [], usualMinor: null },
    ]);
  });

  test('another package of the same phone with a visit in that minute, until it is cancelled', async () => {
    const other = await booked(care, { customer, visits: at('05', '08') });
    const again = { customer: { name: 'Souad', phone: '+20 122 333 4455' }, visits: at('08', '11') };
    expect(await asked(again)).toEqual([
      { what: 'customer-busy', visits: ['2031-04-08T10:00:00.000Z'], packages: [other.id], usualMinor: null },
    ]);
    expect(await asked({ ...again, visits: at('09') })).toEqual([]);
    expect(await asked({ ...again, customer: { ...customer, phone: '0122 333 4456' } })).toEqual([]);
    await care.post(`/v1/service-packages/${other.id}/cancellation`);
    expect(await asked(again)).toEqual([]);
  });

  test('a price beyond twice or below half of the usual one of as many visits', async () => {
    const five = { customer, visits: at('03', '05', '07', '09', '11') };
    const price = (priceMinor: number) => asked({ ...five, priceMinor });
    for (const priceMinor of [1_000, 300_000]) await booked(care, { ...five, customer: aPackage.customer, priceMinor });
    expect(await price(1)).toEqual([]);
    const mistaken = await booked(care, { ...five, customer: aPackage.customer, priceMinor: 9 });
    await booked(care, { ...five, customer: aPackage.customer, priceMinor: 200_000 });
    await care.post(`/v1/service-packages/${mistaken.id}/cancellation`);
    expect(await price(400_001)).toEqual([{ what: 'price-unusual', visits: [], packages: [], usualMinor: 200_000 }]);
    expect(await price(99_999)).toMatchObject([{ what: 'price-unusual', usualMinor: 200_000 }]);
    expect([await price(400_000), await price(100_000)]).toEqual([[], []]);
  });
});

test('FK-12 booked again: the new package and the ended one name each other, and only an ended one is booked again', async () => {
  const old = await booked(care);
  const again = { ...aPackage, replaces: old.id };
  for (const url of [PACKAGES, `${PACKAGES}/preview`]) {
    expect(refusedWith(await care.post(url, again))).toEqual([400, 'invalid-request']);
    expect(refusedWith(await care.post(url, { ...again, replaces: randomUUID() }))).toEqual([400, 'invalid-request']);
  }
  await care.post(`/v1/service-packages/${old.id}/cancellation`);
  const shown = await booked(care, again);
  expect(shown).toMatchObject({ replaces: old.id, replacedBy: null });
  expect((await care.get(`/v1/service-packages/${old.id}`)).body).toMatchObject({
    replaces: null,
    replacedBy: shown.id,
  });
});

describe('FK-03 later', () => {
  const visitIn = (ms: number) => ({
    payment: 'later',
    visits: [{ startsAt: new Date(Date.parse(careline.now()) + ms).toISOString() }],
  });
  const HOURS_48 = 48 * 3_600_000;

  test('FK-03 a first visit far ahead is asked about, and one beyond a year is refused', async () => {
    const first = (startsAt: string, confirmFarAhead?: boolean) =>
      care.post(PACKAGES, { ...aPackage, visits: [{ startsAt }], ...(confirmFarAhead && { confirmFarAhead }) });
    const asked = await first('2031-06-10T10:00:00.000Z');
    expect([asked.status, asked.body.code, asked.body.confirmable]).toEqual([422, 'too-far-ahead', true]);
    expect((await first('2031-06-10T10:00:00.000Z', true)).status).toBe(201);
    const { status, body } = await first('2032-06-10T10:00:00.000Z', true);
    expect([status, body.code, body.confirmable]).toEqual([422, 'too-far-ahead', false]);
  });

  test('48 hours ahead is close: booked with the ticket of FK-06 at once', async () => {
    const shown = await booked(success, visitIn(HOURS_48));
    expect(shown).toMatchObject({ paymentRequests: [], tickets: [expect.any(String)] });
    expect(shown.todo).toMatchObject([{ what: 'call-customer', rule: 'FK-06', subject: 'not-paid' }]);
  });

  test('a millisecond more is not: not booked, two offers, and the ticket that FK-04 opens', async () => {
    const before = await count();
    const answer = await care.post(PACKAGES, { ...aPackage, ...visitIn(HOURS_48 + 1) });
    expect(refusedWith(answer)).toEqual([409, 'not-booked']);
    expect(answer.body).toMatchObject({
      ...{ firstOffer: 'follow-up-when-ready', secondOffer: 'single-visit', followUpTicket: 'outbound-sales-request' },
    });
    expect(await count()).toBe(before);
    const { followUpTicket: type } = answer.body;
    const ticket = await care.post('/v1/programs/filkhedma/tickets', { type, customer: aPackage.customer });
    expect([ticket.status, ticket.body.type]).toEqual([201, 'outbound-sales-request']);
  });
});

describe('not booked', () => {
  test.each<[string, object, number, string]>([
    ['another currency', { currency: 'USD' }, 422, 'currency-refused'],
    ['a visit that is past', { visits: [{ startsAt: '2031-03-03T07:59:59.000Z' }] }, 422, 'visit-in-past'],
    [
      'FK-13 cash collected after the first visit',
      { payment: 'cash', collection: { at: '2031-03-20T10:00:00Z', address: 'Maadi' } },
      422,
      'collection-time-unfit',
    ],
    [
      'FK-02 cash collected yesterday',
      { payment: 'cash', collection: { at: '2031-03-02T10:00:00Z', address: 'Maadi' } },
      422,
      'collection-time-unfit',
    ],
    [
      'FK-02 cash collected at this very moment',
      { payment: 'cash', collection: { at: MONDAY, address: 'Maadi' } },
      422,
      'collection-time-unfit',
    ],
    [
      'FK-13 cash collected a millisecond after the first visit begins',
      { payment: 'cash', collection: { at: '2031-03-10T10:00:00.001Z', address: 'Maadi' } },
      422,
      'collection-time-unfit',
    ],
    [
      'FK-14 a visit beyond the grace',
      { visits: [{ startsAt: '2031-03-10T10:00:00Z' }, { startsAt: '2031-04-25T10:00:00Z' }] },
      422,
      'outside-validity',
    ],
  ])('%s', async (_, changes, status, code) => {
    expect(refusedWith(await care.post(PACKAGES, { ...aPackage, ...changes }))).toEqual([status, code]);
  });

  test.each<[string, object, string]>([
    ['no visit', { visits: [] }, '/visits'],
    ['a price of nothing', { priceMinor: 0 }, '/priceMinor'],
    ['a fraction of a piastre', { priceMinor: 0.5 }, '/priceMinor'],
    ['a phone number that is none', { customer: { name: 'Mona', phone: '12345' } }, '/customer/phone'],
    ['no name', { customer: { name: '', phone: '01001234567' } }, '/customer/name'],
    ['a number with an extension', { customer: { name: 'Mona', phone: '0100 123 4567 ext 5' } }, '/customer/phone'],
    ['a name of marks', { customer: { name: '\u064E\u0651\u0301', phone: '01001234567' } }, '/customer/name'],
    ['a name of blanks', { customer: { name: ' \u200b ', phone: '01001234567' } }, '/customer/name'],
    ['a leap second', { visits: [{ startsAt: '2031-06-30T23:59:60Z' }] }, '/visits/0/startsAt'],
    [
      'an address of blanks',
      { payment: 'cash', collection: { at: '2031-03-05T12:00:00Z', address: '  ' } },
      '/collection/address',
    ],
    ['a day without a time', { visits: [{ startsAt: '2031-03-10' }] }, '/visits/0/startsAt'],
    ['no way to pay', { payment: '' }, '/payment'],
    ['a field that there is not', { discount: 10 }, ''],
  ])('invalid: %s', async (_, changes, pointer) => {
    const answer = await care.post(PACKAGES, { ...aPackage, ...changes });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(pointer);
  });

  test('refused: a way to pay that the program does not have', async () => {
    const answer = await care.post(PACKAGES, { ...aPackage, payment: 'cheque' });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'payment-method-refused', methods: ['card', 'fawry', 'cash'] },
    });
  });

  test('in a program that sells no packages, or that is not theirs: 404', async () => {
    expect((await care.post('/v1/programs/cdek/service-packages', aPackage)).status).toBe(404);
    expect((await care.post('/v1/programs/nothing/service-packages', aPackage)).status).toBe(404);
    expect((await (await careline.staff('director')).post(PACKAGES, aPackage)).status).toBe(404);
  });
});

describe('FK-05 asked twice it is booked once', () => {
  test('the second click, and the repetition of a request whose answer was lost', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const before = (await count()) ?? 0;
    const first = await success.post(PACKAGES, aPackage, key);
    const again = await success.post(PACKAGES, aPackage, key);
    await loseAnswers(careline);
    const late = await success.post(PACKAGES, aPackage, key);
    expect([first.status, again.status, late.status]).toEqual([201, 201, 201]);
    expect([again.body.id, late.body.id]).toEqual([first.body.id, first.body.id]);
    expect(late.body.visits).toEqual(first.body.visits);
    expect(await count()).toBe(before + 1);
  });

  test('without a key they are two', async () => {
    const [one, other] = await Promise.all([booked(care), booked(care)]);
    expect(one.id).not.toBe(other.id);
  });
});

test('FK-27 what the agent has before them at booking', async () => {
  const { body } = await care.get('/v1/programs/filkhedma');
  expect(JSON.stringify(body)).toContain('المنظفات و المناشف');
});

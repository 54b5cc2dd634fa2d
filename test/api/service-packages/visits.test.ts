// FK-13, FK-14, FK-18, FK-19, over HTTP in the whole system: each change happens once and is answered.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { aPackage, booked, loseAnswers, paid, pastOf, refusedWith, statusesOf } from '../../harness/packages.ts';
import { care, careline, ops } from './desk.ts';

// The first visit begins on Tuesday, the 4th: in less than 24 hours; the second on Monday itself.
const soon = ['2031-03-04T07:00:00.000Z', '2031-03-03T18:00:00.000Z', '2031-03-20T10:00:00.000Z'];
const withSoon = { visits: soon.map((startsAt) => ({ startsAt })) };
const url = (shown: { id: string }, visit?: string, verb?: string) =>
  `/v1/service-packages/${shown.id}/visits${visit === undefined ? '' : `/${visit}/${verb}`}`;
const idAt = (shown: { visits: { id: string; startsAt: string }[] }, startsAt: string | undefined) =>
  shown.visits.find((visit) => visit.startsAt === startsAt)?.id ?? 'none';

describe('FK-18 a visit', () => {
  test('24 hours or more before is given back, planned again, and no more than was bought', async () => {
    const shown = await paid(care);
    const [first] = shown.visits;
    const cancelled = await care.post(url(shown, first.id, 'cancel'));
    expect([cancelled.status, cancelled.body.visitsLeft, cancelled.body.visit]).toEqual([
      200,
      4,
      { ...first, status: 'cancelled' },
    ]);
    expect(refusedWith(await care.post(url(shown, first.id, 'cancel')))).toEqual([409, 'already-cancelled']);
    const added = await care.post(url(shown), { startsAt: '2031-03-22T10:00:00+02:00' });
    expect([added.status, added.body.visit]).toMatchObject([
      201,
      { startsAt: '2031-03-22T08:00:00.000Z', status: 'planned' },
    ]);
    expect(refusedWith(await care.post(url(shown), { startsAt: '2031-03-23T08:00:00Z' }))).toEqual([
      409,
      'no-visits-left',
    ]);
  });

  test('in less than 24 hours is counted when cancelled and stays where it is when moved', async () => {
    const shown = await paid(care, withSoon);
    const tomorrow = idAt(shown, soon[0]);
    const moved = await care.post(url(shown, tomorrow, 'reschedule'), { startsAt: '2031-03-25T10:00:00Z' });
    expect(refusedWith(moved)).toEqual([409, 'visit-too-late']);
    expect(moved.body.freeUntil).toBe('2031-03-03T07:00:00.000Z');
    const cancelled = await care.post(url(shown, tomorrow, 'cancel'));
    expect(cancelled.body).toMatchObject({ visitsLeft: 2, visit: { status: 'counted' }, tickets: [] });
  });

  test('FK-14 moves within the validity and nowhere else', async () => {
    const shown = await paid(care);
    const [visit] = shown.visits;
    const to = (startsAt: string) => care.post(url(shown, visit.id, 'reschedule'), { startsAt });
    expect(refusedWith(await to('2031-03-09T10:00:00Z'))).toEqual([422, 'outside-validity']);
    expect(refusedWith(await to('2031-04-25T10:00:00Z'))).toEqual([422, 'outside-validity']);
    expect(refusedWith(await to('2031-03-03T07:00:00Z'))).toEqual([422, 'visit-in-past']);
    expect((await to('2031-04-24T10:00:00Z')).body.visit).toEqual({ ...visit, startsAt: '2031-04-24T10:00:00.000Z' });
  });
});

test('FK-19 cancelled on its own day it is completed, and somebody has to call', async () => {
  const shown = await paid(care, withSoon);
  const answer = await care.post(url(shown, idAt(shown, soon[1]), 'cancel'));
  expect(answer.body).toMatchObject({ visitsLeft: 2, visit: { status: 'completed' }, tickets: [expect.any(String)] });
  const { body: ticket } = await care.get(`/v1/tickets/${answer.body.tickets[0]}`);
  expect(ticket).toMatchObject({ type: 'same-day-visit', status: 'open', dueAt: '2031-03-03T19:00:00.000Z' });
  const { id, startsAt } = answer.body.visit;
  expect(ticket.visit).toEqual({ id, startsAt });
  const { body: day } = await care.get(`/v1/programs/filkhedma/visits?on=${startsAt.slice(0, 10)}`);
  expect(day.items.find((one: { id: string }) => one.id === id)).toMatchObject({ cancelledOnItsDay: true });
});

test('FK-13 a visit is held once it is paid, by operations too, and once', async () => {
  const unpaid = await booked(care);
  expect(refusedWith(await ops.post(url(unpaid, unpaid.visits[0].id, 'complete')))).toEqual([409, 'not-paid']);
  const shown = await paid(care, withSoon);
  const path = url(shown, idAt(shown, soon[1]), 'complete');
  expect((await ops.post(path)).body).toMatchObject({ visitsLeft: 2, visit: { status: 'completed' } });
  const again = await ops.post(path);
  expect(refusedWith(again)).toEqual([409, 'visit-over']);
  expect(again.body).toMatchObject({ status: 409, visitStatus: 'completed' });
  expect((await ops.post(url(shown, shown.visits[1].id, 'cancel'))).status).toBe(403);
  const early = await ops.post(url(shown, idAt(shown, soon[0]), 'complete'));
  expect([...refusedWith(early), early.body.recordedFrom]).toEqual([409, 'not-yet', '2031-03-03T22:00:00.000Z']);
});

describe('invalid', () => {
  test('no time, an unknown field, a visit of another package', async () => {
    const [one, other] = [await paid(care), await paid(care)];
    expect((await care.post(url(one), {})).status).toBe(400);
    expect((await care.post(url(one), { startsAt: 'tomorrow' })).status).toBe(400);
    expect((await care.post(url(one), { startsAt: '2031-03-22T10:00:00Z', why: 'so' })).status).toBe(400);
    expect((await care.post(url(one, other.visits[0].id, 'cancel'))).status).toBe(404);
  });
});

describe('FK-18 two at once', () => {
  test('cancel the same visit: one does, the other is told', async () => {
    const shown = await paid(care);
    const path = url(shown, shown.visits[0].id, 'cancel');
    const other = await careline.staff('cs-1');
    const answers = await Promise.all([care.post(path), other.post(path)]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect((await pastOf(care, shown.id)).filter((what) => what === 'visit-cancelled')).toHaveLength(1);
  });

  test('plan the one visit that is left: one does', async () => {
    const shown = await paid(care);
    await care.post(url(shown, shown.visits[0].id, 'cancel'));
    const days = ['21', '22', '23', '24'].map((day) => ({ startsAt: `2031-03-${day}T10:00:00Z` }));
    const answers = await Promise.all(days.map((day) => care.post(url(shown), day)));
    expect(statusesOf(answers)).toEqual([201, 409, 409, 409]);
  });
});

test.each([
  ['cancel', undefined, { visit: { status: 'cancelled' } }],
  ['reschedule', { startsAt: '2031-03-21T10:00:00.000Z' }, { visit: { startsAt: '2031-03-21T10:00:00.000Z' } }],
  ['complete', undefined, { visit: { status: 'completed' } }],
  ['record', { outcome: 'counted', reason: 'The door stayed shut' }, { visit: { status: 'counted' } }],
])(
  'FK-18 a repeated %s whose answer was lost answers as the first did, and happens once',
  async (verb, body, after) => {
    const onItsDay = verb === 'complete' || verb === 'record';
    const shown = await paid(care, onItsDay ? withSoon : {});
    const path = url(shown, onItsDay ? idAt(shown, soon[1]) : shown.visits[0].id, verb);
    const key = { 'idempotency-key': randomUUID() };
    expect(await care.post(path, body, key)).toMatchObject({ status: 200, body: after });
    const past = await pastOf(care, shown.id);
    await loseAnswers(careline);
    expect(await care.post(path, body, key)).toMatchObject({ status: 200, body: after });
    expect(await pastOf(care, shown.id)).toEqual(past);
  },
);

test('FK-18 a visit added twice by one request is one visit', async () => {
  const shown = await paid(care);
  await care.post(url(shown, shown.visits[0].id, 'cancel'));
  const key = { 'idempotency-key': randomUUID() };
  const body = { startsAt: '2031-03-21T10:00:00.000Z' };
  const first = await care.post(url(shown), body, key);
  await loseAnswers(careline);
  const again = await care.post(url(shown), body, key);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body.visit).toEqual(first.body.visit);
  expect(again.body.visits).toHaveLength(aPackage.visits.length + 1);
});

describe('before a visit is planned or moved the form asks', () => {
  const questions = async (shown: { id: string }, body: object) => {
    const { status, body: answer } = await care.post(`${url(shown)}/preview`, body);
    return status === 200 ? answer.questions.map(({ what, visits }: never) => [what, visits]) : answer.code;
  };

  test('FK-03 about a far first visit, the night, another visit in its minute, of this package or another', async () => {
    const customer = { name: 'هالة', phone: '0155 666 7788' };
    const shown = await booked(care, { customer });
    const other = await booked(care, { customer, visits: [{ startsAt: '2031-03-30T10:00:00.000Z' }] });
    const [first, second] = shown.visits;
    const moved = (startsAt: string) => questions(shown, { startsAt, visitId: first.id });
    expect(await moved(second.startsAt)).toEqual([['two-at-once', [second.startsAt]]]);
    expect(await moved(first.startsAt)).toEqual([]);
    expect(await moved('2031-03-12T00:00:00.000Z')).toEqual([['outside-hours', ['2031-03-12T00:00:00.000Z']]]);
    expect(await moved('2031-03-30T10:00:00.000Z')).toEqual([['customer-busy', ['2031-03-30T10:00:00.000Z']]]);
    const far = '2031-06-10T10:00:00.000Z';
    const [only] = other.visits;
    expect(await questions(other, { startsAt: far, visitId: only.id })).toEqual([['first-visit-far', [far]]]);
    expect(await questions(other, { startsAt: '2032-06-10T10:00:00Z', visitId: only.id })).toBe('too-far-ahead');
    expect(await questions(shown, { startsAt: far })).toBe('no-visits-left');
    expect((await care.get(`/v1/service-packages/${shown.id}`)).body.visits).toEqual(shown.visits);
  });
});

test('FK-02 an added first visit takes the agreed collection along, or nothing is added', async () => {
  const collection = { at: '2031-03-05T12:00:00.000Z', address: 'المعادي' };
  const { id, visits } = await booked(care, { payment: 'cash', collection });
  await care.post(`/v1/service-packages/${id}/visits/${visits[0].id}/cancel`);
  const add = (body: object) => care.post(`/v1/service-packages/${id}/visits`, body);
  const early = { startsAt: '2031-03-04T10:00:00.000Z' };
  const late = { at: '2031-03-04T10:00:00.001Z', address: 'شارع فيصل 3' };
  for (const body of [early, { ...early, collection: late }]) {
    expect(refusedWith(await add(body))).toEqual([422, 'collection-time-unfit']);
  }
  expect((await care.get(`/v1/service-packages/${id}`)).body).toMatchObject({ collection, visitsWithoutDate: 1 });
  const fit = { ...late, at: early.startsAt };
  expect((await add({ ...early, collection: fit })).body).toMatchObject({
    collection: fit,
    visit: early,
    paymentRequests: [{ status: 'expired' }, { status: 'open', collectAt: fit.at }],
  });
});

// FK-18 where free changes end two hours before a visit, over HTTP in the whole system. By the policy alone.
import { beforeAll, expect, test } from '@jest/globals';
import { programNamed } from '../../../programs/index.ts';
import { paid, refusedWith } from '../../harness/packages.ts';
import { care } from './desk.ts';

// It is Monday, 3 March 2031, 10:00 in Cairo: the visits begin at 18:00 and at 11:00.
const [evening, soon] = ['2031-03-03T16:00:00.000Z', '2031-03-03T09:00:00.000Z'];
const today = { visits: [evening, soon, '2031-03-20T10:00:00.000Z'].map((startsAt) => ({ startsAt })) };

beforeAll(() => {
  Object.assign(programNamed('filkhedma').servicePackage?.visits ?? {}, { freeChange: 'PT2H' });
});

test('a visit of the evening is moved and given back, one in an hour is neither', async () => {
  const shown = await paid(care, today);
  const url = (startsAt: string, verb: string) => {
    const { id } = shown.visits.find((visit: { startsAt: string }) => visit.startsAt === startsAt);
    return `/v1/service-packages/${shown.id}/visits/${id}/${verb}`;
  };
  const to = { startsAt: '2031-03-22T10:00:00.000Z' };
  const refused = await care.post(url(soon, 'reschedule'), to);
  expect([refusedWith(refused), refused.body.freeUntil]).toEqual([[409, 'visit-too-late'], '2031-03-03T07:00:00.000Z']);
  expect((await care.post(`/v1/service-packages/${shown.id}/cancellation/preview`)).body.visits).toMatchObject([
    { startsAt: soon, becomes: 'completed' },
    { startsAt: evening, becomes: 'returned' },
    { becomes: 'returned' },
  ]);
  const [free, moved] = [url(evening, 'cancel'), await care.post(url(evening, 'reschedule'), to)];
  expect([moved.status, moved.body.visit]).toMatchObject([200, { startsAt: to.startsAt, status: 'planned' }]);
  expect((await care.post(free)).body).toMatchObject({ visitsLeft: 3, visit: { status: 'cancelled' }, tickets: [] });
  const { body: program } = await care.get('/v1/programs/filkhedma');
  expect(program.packages.freeChange).toBe('PT2H');
});

// FK-03, FK-17 to FK-21: records at the edges: the day before, the end of month and grace period, ended packages.
import { describe, expect, test } from '@jest/globals';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import type { CorrectedStatus, VisitOutcome } from '../../../domain/service-package/visit-records.ts';
import { visitsLeft, visitsWithoutDate } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';

const policy = thePackagePolicy();
const { record: _record, ...visits } = policy.visits;
const before: ServicePackagePolicy = { ...policy, visits };

/** Three visits on 10, 13 and 16 March 2031 at noon; the month ends with 10 April, the grace with 24 April. */
const booked = (of = policy, startsAt = ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00']) =>
  new Life(aBooking({ startsAt }), cairo('2031-03-03 10:00'), of);
const paid = (of = policy) => booked(of).pays('2031-03-03 10:05');
const record = (visitId: string, outcome: VisitOutcome) =>
  ({ kind: 'record-visit', visitId, outcome, noteId: null }) as const;
const correct = (visitId: string, status: CorrectedStatus) =>
  ({ kind: 'correct-visit', visitId, status, noteId: null }) as const;
const complete = (visitId: string) => ({ kind: 'complete-visit', visitId }) as const;
const giveBack = (visitId: string) => ({ kind: 'cancel-visit', visitId }) as const;
const move = (visitId: string, to: string) => ({ kind: 'reschedule-visit', visitId, startsAt: cairo(to) }) as const;
const status = (life: Life, visitId: string) => life.state.visits.find(({ id }) => id === visitId)?.status;
const usedUp = () => {
  const life = paid();
  for (const visitId of ['v1', 'v2', 'v3']) life.does('2031-03-16 18:00', 'ops-1', complete(visitId));
  return life;
};

describe('FK-18 counted on the evening before', () => {
  const counted = () => paid().does('2031-03-09 20:00', 'cc-1', giveBack('v1'));

  test('is returned by the lead at once; what it is already is no correction', () => {
    expect(status(counted(), 'v1')).toBe('counted');
    expect(counted().tries('2031-03-09 20:05', 'cs-lead', correct('v1', 'counted'))).toMatchObject({
      code: 'nothing-to-correct',
      details: { visitStatus: 'counted' },
    });
    expect(counted().tries('2031-03-09 20:05', 'cs-lead', correct('v1', 'completed'))?.code).toBe('not-yet');
    const life = counted().does('2031-03-09 20:05', 'cs-lead', correct('v1', 'cancelled'));
    expect([status(life, 'v1'), visitsLeft(life.state)]).toEqual(['cancelled', 3]);
  });
});

describe('FK-14 FK-17 a package that was used up goes on where it is', () => {
  test.each([
    ['2031-04-10 23:59:59', 'active'],
    ['2031-04-11 00:00', 'grace'],
    ['2031-04-24 23:59:59', 'grace'],
    ['2031-04-25 01:00', 'deactivated'],
  ])('returned at %s: %s', (local, stage) => {
    const life = usedUp().does(local, 'cs-lead', correct('v3', 'cancelled'));
    expect([life.state.stage, life.state.deactivatedAt !== null]).toEqual([stage, stage === 'deactivated']);
  });

  test('a visit without a ticket of its day has no text to take back', () => {
    const life = usedUp().does('2031-03-17 10:00', 'cs-lead', correct('v3', 'cancelled'));
    expect([life.state.sameDaySettled, life.moves.at(-1)?.unsent ?? []]).toEqual([[], []]);
    expect(life.moves.at(-1)?.entries.some((entry) => 'noteId' in entry)).toBe(false);
  });
});

describe('FK-17 once it is over', () => {
  /** v1 was returned before the end and was lost with the package; the others were held. */
  const over = () => {
    const life = paid().does('2031-03-05 10:00', 'cc-1', giveBack('v1'));
    for (const visitId of ['v2', 'v3']) life.does('2031-03-16 15:00', 'ops-1', complete(visitId));
    return life.until(cairo('2031-04-25 01:00'));
  };
  const balance = ({ state }: Life) => [state.stage, state.forfeited, visitsWithoutDate(state)];

  test('a correction does not move its end', () => {
    const life = over();
    const { deactivatedAt } = life.state;
    expect([balance(life), deactivatedAt]).toEqual([['deactivated', 1, 0], cairo('2031-04-25 01:00')]);
    life.does('2031-04-26 10:00', 'cs-lead', correct('v2', 'cancelled'));
    expect([balance(life), life.state.deactivatedAt]).toEqual([['deactivated', 1, 1], deactivatedAt]);
  });

  test('a visit that is used after all is taken from the balance first, and then from what was lost', () => {
    const life = over().does('2031-04-26 10:00', 'cs-lead', correct('v2', 'cancelled'));
    life.does('2031-04-26 10:05', 'cs-lead', correct('v1', 'completed'));
    expect(balance(life)).toEqual(['deactivated', 1, 0]);
    life.does('2031-04-26 10:10', 'cs-lead', correct('v2', 'completed'));
    expect([balance(life), life.violations]).toEqual([['finished', 0, 0], []]);
  });

  test('a correction between two ways of being used takes nothing from what was lost', () => {
    const life = over().does('2031-04-26 10:00', 'cs-lead', correct('v2', 'counted'));
    expect(balance(life)).toEqual(['deactivated', 1, 0]);
  });
});

describe('before records were asked for, a visit without one was lost at the end', () => {
  const over = () => {
    const life = paid(before);
    for (const visitId of ['v1', 'v2']) life.does('2031-03-16 15:00', 'ops-1', complete(visitId));
    return life.until(cairo('2031-04-25 01:00'));
  };

  test('and is recorded afterwards all the same: it is lost no more', () => {
    const life = over();
    expect([life.state.forfeited, status(life, 'v3')]).toEqual([1, 'forfeited']);
    life.does('2031-04-26 10:00', 'ops-1', complete('v3'));
    expect([life.state.forfeited, life.state.stage, life.violations]).toEqual([0, 'finished', []]);
    expect(life.tries('2031-04-26 10:05', 'ops-1', complete('v3'))?.code).toBe('visit-over');
  });

  test('what was said to have come to pass is recorded on its day, what is completed at any time', () => {
    expect(paid(before).tries('2031-03-05 10:00', 'ops-1', record('v1', 'completed'))?.code).toBe('not-yet');
    expect(paid(before).tries('2031-03-05 10:00', 'ops-1', complete('v1'))).toBeNull();
  });
});

test('FK-21 a package that was lost unpaid has no money that was settled by its records', () => {
  const life = booked().does('2031-03-09 20:00', 'cc-1', giveBack('v1')).until(cairo('2031-03-09 21:00'));
  expect(life.tries('2031-03-10 10:00', 'cs-lead', correct('v1', 'cancelled'))?.code).toBe('already-cancelled');
});

describe('FK-03 only a first visit that is moved is asked whether it lies far ahead', () => {
  test('a later one may', () => {
    const near = booked(policy, ['2031-03-10 12:00', '2031-03-13 12:00']);
    expect(near.tries('2031-03-03 10:10', 'cc-1', move('v1', '2031-06-10 12:00'))?.code).toBe('outside-validity');
    const far = aBooking({ startsAt: ['2031-06-10 12:00', '2031-06-13 12:00'], confirmFarAhead: true });
    const life = new Life(far, cairo('2031-03-03 10:00'));
    expect(life.tries('2031-03-03 10:10', 'cc-1', move('v1', '2031-06-11 12:00'))?.code).toBe('too-far-ahead');
    expect(life.tries('2031-03-03 10:10', 'cc-1', move('v2', '2031-06-14 12:00'))).toBeNull();
  });
});

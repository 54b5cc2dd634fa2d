// FK-18 to FK-20: a change is free until its limit; the visit's own day counts only afterwards.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localDate, toInstant } from '../../../domain/calendar/instant.ts';
import type { VisitPolicy } from '../../../domain/service-package/visit-policy.ts';
import { freeUntil, standingOf, visitsLeft } from '../../../domain/service-package/visits.ts';
import { standingOf as shownStandingOf } from '../../../web/src/console/data/zoned-time.ts';
import { aBooking, cairo, inCairo, Life, thePackagePolicy } from './builders.ts';
import { giveBack as cancel, status } from './visit-commands.ts';

const ZONE = 'Africa/Cairo';
const HOUR = 3_600_000;
const shipped = thePackagePolicy();
type Rule = Pick<VisitPolicy, 'freeChange' | 'cutOff'>;
const withRule = (rule: Partial<Rule>) => ({ ...shipped, visits: { ...shipped.visits, ...rule } });

/** The visit on Monday, 10 March 2031 at 18:00 and one a week later, paid. */
const paid = (freeChange: string) =>
  new Life(
    aBooking({ startsAt: ['2031-03-10 18:00', '2031-03-17 18:00'] }),
    cairo('2031-03-03 10:00'),
    withRule({ freeChange }),
  ).pays('2031-03-03 10:05');
const move = (visitId: string, to: string) => ({ kind: 'reschedule-visit', visitId, startsAt: cairo(to) }) as const;

describe('FK-18 what may happen to a visit at 18:00, by the limit of free changes', () => {
  test.each([
    ['PT2H', 'visit-start', '2031-03-10 10:00', 'free'],
    ['PT2H', 'visit-start', '2031-03-10 16:00', 'free'],
    ['PT2H', 'visit-start', '2031-03-10 16:00:01', 'same-day'],
    ['PT2H', 'visit-start', '2031-03-10 19:00', 'same-day'],
    ['PT2H', 'visit-start', '2031-03-11 00:00', 'late'],
    ['PT0S', 'visit-start', '2031-03-10 18:00', 'free'],
    ['PT0S', 'visit-start', '2031-03-10 18:00:01', 'same-day'],
    ['PT18H30M', 'visit-start', '2031-03-09 23:30', 'free'],
    ['PT18H30M', 'visit-start', '2031-03-09 23:30:01', 'late'],
    ['PT18H30M', 'visit-start', '2031-03-10 00:00', 'same-day'],
    ['PT2H', 'visit-day', '2031-03-09 22:00', 'free'],
    ['PT2H', 'visit-day', '2031-03-09 22:00:01', 'late'],
    ['PT2H', 'visit-day', '2031-03-10 00:00', 'same-day'],
    ['PT0S', 'visit-day', '2031-03-10 00:00', 'free'],
    ['PT0S', 'visit-day', '2031-03-10 00:00:01', 'same-day'],
  ] as const)('%s before the %s, asked %s: %s', (freeChange, cutOff, now, standing) => {
    expect(standingOf(withRule({ freeChange, cutOff }), { startsAt: cairo('2031-03-10 18:00') }, cairo(now))).toBe(
      standing,
    );
  });

  test('FK-19 a limit of a day or more ends before the visit’s day, also on a day of 25 hours', () => {
    const visit = { startsAt: '2026-10-29T21:30:00.000Z' };
    expect(inCairo(freeUntil(shipped, visit))).toBe('2026-10-28 23:59:59');
    expect(inCairo(freeUntil(withRule({ freeChange: 'PT23H59M' }), visit))).toBe('2026-10-29 00:31');
  });
});

describe('FK-18 until two hours before, on the day too', () => {
  test('a visit is moved; afterwards it is refused, and the refusal says until when it was possible', () => {
    const life = paid('PT2H').does('2031-03-10 10:00', 'cc-1', move('v1', '2031-03-10 20:00'));
    expect(life.state.visits[0]).toEqual({ id: 'v1', startsAt: cairo('2031-03-10 20:00'), status: 'planned' });
    expect(life.tries('2031-03-10 18:00:01', 'cc-1', move('v1', '2031-03-12 12:00'))).toMatchObject({
      code: 'visit-too-late',
      details: { freeUntil: cairo('2031-03-10 18:00') },
    });
  });

  test('a cancelled visit goes back on the balance, and there is no call and no SMS', () => {
    const life = paid('PT2H').does('2031-03-10 16:00', 'cc-1', cancel('v1'));
    expect([status(life, 'v1'), visitsLeft(life.state), life.state.tickets]).toEqual(['cancelled', 2, []]);
    expect(life.until(cairo('2031-03-11 00:00')).sms).not.toContain('sms-5');
  });

  test('FK-19, FK-20 later on the day it is used in full, and the customer is called', () => {
    const life = paid('PT2H').does('2031-03-10 16:00:01', 'cc-1', cancel('v1'));
    expect([status(life, 'v1'), visitsLeft(life.state)]).toEqual(['completed', 1]);
    expect(life.ticket('same-day-visit/v1')?.status).toBe('open');
  });

  test('FK-21 the package is cancelled with the visit given back, afterwards with it used', () => {
    const cancelPackage = { kind: 'cancel', refundId: 'r1' } as const;
    const inTime = paid('PT2H').does('2031-03-10 16:00', 'cc-1', cancelPackage);
    expect([status(inTime, 'v1'), inTime.state.refunds[0]?.amount.amountMinor]).toEqual(['cancelled', 112_000]);
    const late = paid('PT2H').does('2031-03-10 16:00:01', 'cc-1', cancelPackage);
    expect([status(late, 'v1'), late.state.refunds[0]?.amount.amountMinor]).toEqual(['completed', 56_000]);
  });

  test('with no limit at all a visit is moved until it begins', () => {
    expect(paid('PT0S').tries('2031-03-10 17:59:59', 'cc-1', move('v1', '2031-03-12 12:00'))).toBeNull();
    expect(paid('PT0S').tries('2031-03-10 18:00:01', 'cc-1', move('v1', '2031-03-12 12:00'))?.code).toBe(
      'visit-too-late',
    );
  });
});

describe('FK-18 for every limit and instant', () => {
  // Both clock changes of 2026 and the days around them, or a plain week.
  const around = fc.constantFrom('2026-04-24T00:00:00.000Z', '2026-10-29T20:00:00.000Z', '2031-03-10T12:00:00.000Z');
  const startsAt = fc.tuple(around, fc.integer({ min: -36 * 60, max: 36 * 60 })).map(([day, minutes]) => {
    return toInstant(Date.parse(day) + minutes * 60_000);
  });
  const before = fc.integer({ min: -4 * HOUR, max: 60 * HOUR });
  const rule = fc.record({
    freeChange: fc.oneof(
      fc.constantFrom('PT0S', 'PT24H', 'PT25H', 'PT48H'),
      fc.integer({ min: 1, max: 2_000 }).map((minutes) => `PT${minutes}M`),
    ),
    cutOff: fc.constantFrom('visit-start' as const, 'visit-day' as const),
  });
  const asked = fc.record({ startsAt, before, rule }).map(({ startsAt: at, before: ms, rule: said }) => ({
    visit: { startsAt: at },
    now: toInstant(Date.parse(at) - ms),
    policy: withRule(said),
  }));

  test('it is free exactly until its limit, and the console says the same', () => {
    fc.assert(
      fc.property(asked, ({ visit, now, policy }) => {
        const standing = standingOf(policy, visit, now);
        expect(standing === 'free').toBe(now <= freeUntil(policy, visit));
        if (standing !== 'free')
          expect(standing === 'same-day').toBe(localDate(now, ZONE) === localDate(visit.startsAt, ZONE));
        expect(shownStandingOf(visit.startsAt, Date.parse(now), { timeZone: ZONE, ...policy.visits })).toBe(standing);
      }),
      { numRuns: 500 },
    );
  });

  test('a limit in hours is that long before the start', () => {
    fc.assert(
      fc.property(startsAt, fc.integer({ min: 0, max: 24 * 60 - 1 }), (at, minutes) => {
        const policy = withRule({ freeChange: `PT${minutes}M` });
        expect(Date.parse(at) - Date.parse(freeUntil(policy, { startsAt: at }))).toBe(minutes * 60_000);
      }),
    );
  });

  test('FK-19 with a day or more the visit’s own day decides first, as it always did', () => {
    fc.assert(
      fc.property(startsAt, before, fc.constantFrom('PT24H', 'PT36H'), (at, ms, freeChange) => {
        const now = toInstant(Date.parse(at) - ms);
        const hours = freeChange === 'PT24H' ? 24 : 36;
        const inTime = ms >= hours * HOUR ? 'free' : 'late';
        const expected = localDate(now, ZONE) === localDate(at, ZONE) ? 'same-day' : inTime;
        expect(standingOf(withRule({ freeChange }), { startsAt: at }, now)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

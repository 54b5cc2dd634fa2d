// FK-13, FK-14, FK-18 to FK-20: 24 hours, the same day, the balance, the validity.
import { describe, expect, test } from '@jest/globals';
import { standingOf, visitsLeft } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { complete, giveBack as cancel, plan as add, status } from './visit-commands.ts';

const policy = thePackagePolicy();

/** Three visits on 10, 13 and 16 March 2031 at noon, paid. */
const paid = (changed = policy) =>
  new Life(
    aBooking({ startsAt: ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00'] }),
    cairo('2031-03-03 10:00'),
    changed,
  ).pays('2031-03-03 10:05');
const move = (visitId: string, to: string) => ({ kind: 'reschedule-visit', visitId, startsAt: cairo(to) }) as const;

describe('FK-18 what may happen to a visit, by its time', () => {
  test.each([
    ['2031-03-10 12:00', '2031-03-09 12:00', 'free'],
    ['2031-03-10 12:00', '2031-03-09 12:00:01', 'late'],
    ['2031-03-10 12:00', '2031-03-09 23:59:59', 'late'],
    ['2031-03-10 12:00', '2031-03-10 00:00', 'same-day'],
    ['2031-03-10 12:00', '2031-03-10 23:59:59', 'same-day'],
    ['2031-03-10 12:00', '2031-03-11 00:00', 'late'],
    ['2031-03-10 00:00', '2031-03-09 00:00', 'free'],
    ['2031-03-10 00:00', '2031-03-09 00:00:01', 'late'],
    // 24 hours are elapsed time: on the local clock a day of 23 hours needs more, one of 25 hours less.
    ['2026-04-24 12:00', '2026-04-23 11:00', 'free'],
    ['2026-04-24 12:00', '2026-04-23 11:00:01', 'late'],
    ['2026-10-30 12:00', '2026-10-29 12:00', 'free'],
    ['2026-10-30 00:30', '2026-10-29 01:30', 'free'],
    ['2026-10-30 00:30', '2026-10-29 01:30:01', 'late'],
  ])('a visit %s, asked %s: %s', (startsAt, now, standing) => {
    expect(standingOf(policy, { startsAt: cairo(startsAt) }, cairo(now))).toBe(standing);
  });

  test('FK-19 on the day of 25 hours the same day is the same day, although more than 24 hours are left', () => {
    expect(standingOf(policy, { startsAt: '2026-10-29T21:30:00.000Z' }, cairo('2026-10-29 00:10'))).toBe('same-day');
  });

  test('FK-18 the alternative cut-off is 24 hours before the beginning of the day', () => {
    const byDay = { ...policy, visits: { ...policy.visits, cutOff: 'visit-day' as const } };
    const visit = { startsAt: cairo('2031-03-10 12:00') };
    expect(standingOf(byDay, visit, cairo('2031-03-09 00:00'))).toBe('free');
    expect(standingOf(byDay, visit, cairo('2031-03-09 00:00:01'))).toBe('late');
    expect(standingOf(byDay, { startsAt: cairo('2026-04-24 12:00') }, '2026-04-22T22:00:00.000Z')).toBe('free');
    expect(standingOf(byDay, { startsAt: cairo('2026-04-24 12:00') }, '2026-04-22T22:00:00.001Z')).toBe('late');
  });
});

describe('FK-18 cancelling a visit says what happened', () => {
  test('24 hours before: back to the balance, and booked again', () => {
    const life = paid().does('2031-03-09 12:00', 'cc-1', cancel('v1'));
    expect([status(life, 'v1'), visitsLeft(life.state)]).toEqual(['cancelled', 3]);
    expect(life.tries('2031-03-09 12:01', 'cc-1', add('v4', '2031-03-20 12:00'))).toBeNull();
    expect(life.tries('2031-03-09 12:02', 'cc-1', add('v5', '2031-03-21 12:00'))?.code).toBe('no-visits-left');
  });

  test('less than that: counted', () => {
    const life = paid().does('2031-03-09 12:00:01', 'cs-1', cancel('v1'));
    expect([status(life, 'v1'), visitsLeft(life.state)]).toEqual(['counted', 2]);
    expect(life.state.tickets).toEqual([]);
    expect(life.tries('2031-03-09 12:01', 'cc-1', add('v4', '2031-03-20 12:00'))?.code).toBe('no-visits-left');
  });

  test('FK-18 an unreported visit, cancelled days later: counted', () => {
    expect(status(paid().does('2031-03-12 10:00', 'cc-1', cancel('v1')), 'v1')).toBe('counted');
  });

  test('once: what is cancelled or over is not cancelled', () => {
    const life = paid().does('2031-03-05 12:00', 'cc-1', cancel('v1')).does('2031-03-12 13:00', 'cc-1', cancel('v2'));
    expect(life.tries('2031-03-12 14:00', 'cc-1', cancel('v1'))?.code).toBe('already-cancelled');
    expect(life.tries('2031-03-12 14:00', 'cc-1', cancel('v2'))).toMatchObject({
      code: 'visit-over',
      details: { visitStatus: 'counted' },
    });
    expect(life.tries('2031-03-12 14:00', 'cc-1', cancel('v77'))?.code).toBe('visit-unknown');
  });

  test('the last one left, counted: the package is finished', () => {
    const life = paid()
      .does('2031-03-10 15:00', 'ops-1', complete('v1'))
      .does('2031-03-13 15:00', 'ops-1', complete('v2'));
    expect(life.does('2031-03-15 20:00', 'cc-1', cancel('v3')).state.stage).toBe('finished');
    expect(life.tries('2031-03-15 21:00', 'cc-1', add('v4', '2031-03-20 12:00'))?.code).toBe('no-visits-left');
  });
});

describe('FK-18 moving a visit', () => {
  test('24 hours before, it moves; in less, and on its day, nothing changes', () => {
    const life = paid().does('2031-03-09 12:00', 'cc-1', move('v1', '2031-03-11 12:00'));
    expect(life.state.visits[0]).toEqual({ id: 'v1', startsAt: cairo('2031-03-11 12:00'), status: 'planned' });
    const before = life.state;
    expect(life.tries('2031-03-10 12:00:01', 'cc-1', move('v1', '2031-03-20 12:00'))).toMatchObject({
      code: 'visit-too-late',
      details: { freeUntil: cairo('2031-03-10 12:00') },
    });
    expect(life.tries('2031-03-11 08:00', 'cc-1', move('v1', '2031-03-20 12:00'))?.code).toBe('visit-too-late');
    expect(life.state).toBe(before);
  });

  test('FK-19 one cancelled on its day is never moved', () => {
    const life = paid().does('2031-03-10 08:00', 'cc-1', cancel('v1'));
    expect(life.tries('2031-03-10 08:05', 'cc-1', move('v1', '2031-03-20 12:00'))?.code).toBe('visit-over');
  });

  test.each([
    ['2031-03-09 23:59', 'outside-validity'],
    ['2031-03-10 00:00', null],
    ['2031-04-24 23:59', null],
    ['2031-04-25 00:00', 'outside-validity'],
    ['2031-03-05 10:00', 'visit-in-past'],
  ])('FK-14 to %s: %s', (to, code) => {
    expect(paid().tries('2031-03-05 10:00', 'cc-1', move('v2', to))?.code ?? null).toBe(code);
    const life = paid().does('2031-03-04 10:00', 'cc-1', cancel('v2'));
    expect(life.tries('2031-03-05 10:00', 'cc-1', add('v4', to))?.code ?? null).toBe(code);
  });

  test('FK-14 while nothing is paid the validity moves with the first visit, and the others must fit', () => {
    const life = new Life(aBooking({ startsAt: ['2031-03-10 12:00', '2031-04-20 12:00'] }), cairo('2031-03-03 10:00'));
    expect(life.tries('2031-03-03 10:10', 'cc-1', move('v1', '2031-03-05 12:00'))?.code).toBe('outside-validity');
    life.does('2031-03-03 10:10', 'cc-1', move('v1', '2031-03-15 12:00'));
    expect(life.state).toMatchObject({ startsOn: '2031-03-15', expiresOn: '2031-04-15', graceEndsOn: '2031-04-29' });
  });
});

describe('FK-19 FK-20 cancelled on the day itself', () => {
  const TICKET = 'same-day-visit/v1';
  const cancelled = (at = '2031-03-10 09:30', changed = policy) => paid(changed).does(at, 'cc-1', cancel('v1'));

  test('complete at once, a call task until the end of working hours, no text yet', () => {
    const life = cancelled();
    expect([status(life, 'v1'), visitsLeft(life.state), life.sms]).toEqual(['completed', 2, []]);
    expect(life.ticket(TICKET)).toEqual({ status: 'open', dueAt: '2031-03-10 21:00', result: null });
    expect(life.moves.at(-1)?.entries.map(({ what, rule }) => [what, rule])).toEqual([
      ['visit-cancelled', 'FK-19'],
      ['ticket-opened', 'FK-19'],
    ]);
  });

  test('FK-20 no answer: SMS 5, once, and the ticket is done', () => {
    const life = cancelled().calls('2031-03-10 10:00', 'cs-1', TICKET, 'no-answer').until(cairo('2031-03-12 12:00'));
    expect(life.moves.flatMap(({ sms }) => sms)).toEqual([
      { intent: 'sms-5/v1', text: 'sms-5', values: {}, rule: 'FK-20' },
    ]);
    expect(life.ticket(TICKET)).toMatchObject({ status: 'closed', result: 'no-answer' });
  });

  test('FK-20 reached: no SMS, and the agent closes with a result', () => {
    const life = cancelled().calls('2031-03-10 10:00', 'ops-1', TICKET, 'answered').until(cairo('2031-03-10 22:00'));
    expect([life.sms, life.ticket(TICKET)?.status]).toEqual([[], 'resolved']);
    expect(life.closes('2031-03-10 22:10', 'ops-1', TICKET, 'other').ticket(TICKET)?.result).toBe('other');
  });

  test('FK-20 without a call: SMS 5 at the end of working hours, and the call is overdue', () => {
    const life = cancelled().until(cairo('2031-03-10 20:59:59'));
    expect(life.sms).toEqual([]);
    life.until(cairo('2031-03-10 21:00'));
    expect([life.sms, life.story.slice(-2)]).toEqual([['sms-5'], ['sms-ordered', 'ticket-overdue']]);
    expect(life.calls('2031-03-10 21:30', 'cs-1', TICKET, 'no-answer').sms).toEqual(['sms-5']);
  });

  test('FK-20 cancelled after the end of working hours: the text goes at once, the call is made the next day', () => {
    const evening = new Life(
      aBooking({ startsAt: ['2031-03-10 22:30', '2031-03-13 12:00'] }),
      cairo('2031-03-03 10:00'),
    );
    evening.pays('2031-03-03 10:05').does('2031-03-10 21:30', 'cc-1', cancel('v1')).until(cairo('2031-03-10 21:30'));
    expect(evening.sms).toEqual(['sms-5']);
    expect(evening.ticket(TICKET)?.dueAt).toBe('2031-03-11 11:00');
  });

  test.each([
    ['2031-03-10 20:59:59.999', [], '2031-03-10 21:00'],
    ['2031-03-10 21:00', ['sms-5'], '2031-03-11 11:00'],
  ])('FK-20 cancelled at %s: texts at once %j, called until %s', (at, texts, dueAt) => {
    const life = new Life(aBooking({ startsAt: ['2031-03-10 22:30', '2031-03-13 12:00'] }), cairo('2031-03-03 10:00'));
    life.pays('2031-03-03 10:05').does(at, 'cc-1', cancel('v1')).until(cairo(at));
    expect([life.sms, life.ticket(TICKET)?.dueAt]).toEqual([texts, dueAt]);
  });

  test('FK-20 on a closed day the text goes when the day is over', () => {
    const workingHours = { ...policy.tickets.workingHours, holidays: ['2031-03-10'] };
    const life = cancelled('2031-03-10 09:30', { ...policy, tickets: { ...policy.tickets, workingHours } });
    expect(life.until(cairo('2031-03-10 23:59:59.999')).sms).toEqual([]);
    expect(life.until(cairo('2031-03-11 00:00')).sms).toEqual(['sms-5']);
  });

  test('FK-20 on a day with a break the text goes when its last hours end', () => {
    const day = [
      { opens: '16:00', closes: '18:30' },
      { opens: '09:00', closes: '12:00' },
    ];
    const workingHours = { ...policy.tickets.workingHours, dates: { '2031-03-10': day } };
    const life = cancelled('2031-03-10 09:30', { ...policy, tickets: { ...policy.tickets, workingHours } });
    expect(life.until(cairo('2031-03-10 18:29:59.999')).sms).toEqual([]);
    expect(life.until(cairo('2031-03-10 18:30')).sms).toEqual(['sms-5']);
  });

  test('FK-20 with the switch the text always goes, at once and once', () => {
    const sameDay = { ...policy.visits.sameDay, alwaysSend: true };
    const always = { ...policy, visits: { ...policy.visits, sameDay } };
    const life = cancelled('2031-03-10 09:30', always);
    expect(life.sms).toEqual(['sms-5']);
    life.calls('2031-03-10 10:00', 'cs-1', TICKET, 'no-answer').until(cairo('2031-03-12 12:00'));
    expect(life.sms).toEqual(['sms-5']);
  });

  test('FK-20 two visits of one day have a call and a text each', () => {
    const twice = new Life(
      aBooking({ startsAt: ['2031-03-10 10:00', '2031-03-10 18:00', '2031-03-13 12:00'] }),
      cairo('2031-03-03 10:00'),
    );
    twice
      .pays('2031-03-03 10:05')
      .does('2031-03-10 08:00', 'cc-1', cancel('v1'))
      .does('2031-03-10 09:00', 'cc-1', cancel('v2'));
    twice.calls('2031-03-10 09:30', 'cs-1', TICKET, 'answered').until(cairo('2031-03-10 21:00'));
    expect(twice.moves.flatMap(({ sms }) => sms.map(({ intent }) => intent))).toEqual(['sms-5/v2']);
  });

  test('FK-19 the last visit: the package is finished, the call and the text still follow', () => {
    const last = new Life(aBooking({ startsAt: ['2031-03-10 12:00'] }), cairo('2031-03-03 10:00')).pays(
      '2031-03-03 10:05',
    );
    last.does('2031-03-10 08:00', 'cc-1', cancel('v1'));
    expect(last.state.stage).toBe('finished');
    expect(last.until(cairo('2031-03-10 21:00')).sms).toEqual(['sms-5']);
  });
});

describe('who may, and when a visit is held', () => {
  test('FK-05 customer care, customer success and its lead change visits; operations only completes them', () => {
    for (const login of ['cc-1', 'cs-1', 'cs-lead']) {
      expect(paid().tries('2031-03-05 10:00', login, cancel('v1'))).toBeNull();
      expect(paid().tries('2031-03-10 15:00', login, complete('v1'))).toBeNull();
    }
    expect(paid().tries('2031-03-10 15:00', 'ops-1', complete('v1'))).toBeNull();
    for (const wish of [cancel('v1'), move('v1', '2031-03-20 12:00'), add('v4', '2031-03-20 12:00')]) {
      for (const login of ['ops-1', 'finance-1', 'stranger']) {
        expect(paid().tries('2031-03-05 10:00', login, wish)?.code).toBe('not-allowed');
      }
    }
    expect(paid().tries('2031-03-10 15:00', 'finance-1', complete('v1'))?.code).toBe('not-allowed');
  });

  test('FK-13 not before it is paid, once, and not on a cancelled package', () => {
    const unpaid = new Life(aBooking(), cairo('2031-03-03 10:00'));
    expect(unpaid.tries('2031-03-04 10:00', 'ops-1', complete('v1'))?.code).toBe('not-paid');
    const life = paid().does('2031-03-10 15:00', 'ops-1', complete('v1'));
    expect(life.tries('2031-03-10 15:01', 'ops-1', complete('v1'))?.code).toBe('visit-over');
    life.does('2031-03-11 10:00', 'cc-1', { kind: 'cancel', refundId: 'r1' });
    for (const wish of [complete('v2'), cancel('v2'), move('v2', '2031-03-20 12:00'), add('v4', '2031-03-20 12:00')]) {
      expect(life.tries('2031-03-11 10:01', 'cc-1', wish)?.code).toBe('already-cancelled');
    }
  });

  test('FK-17 of a deactivated package no visit is added, and a past one is at most counted', () => {
    const life = paid().does('2031-03-05 10:00', 'cc-1', cancel('v3')).until(cairo('2031-04-25 00:00'));
    expect(life.tries('2031-04-25 10:00', 'cc-1', add('v4', '2031-04-25 12:00'))?.code).toBe('no-visits-left');
    expect(status(life.does('2031-04-25 10:00', 'cc-1', cancel('v2')), 'v2')).toBe('counted');
    expect(life.tries('2031-04-25 10:01', 'cc-1', cancel('v2'))?.code).toBe('visit-over');
  });
});

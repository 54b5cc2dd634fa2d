// FK-17 to FK-23: a visit's record is asked for at the end of its day, made from its day on, and corrected by the lead.
import { describe, expect, test } from '@jest/globals';
import { packageTodo } from '../../../domain/service-package/todo.ts';
import { recordsAskedBefore } from '../../../domain/service-package/visit-recording.ts';
import {
  unrecordedVisits,
  visitsLeft,
  visitsUnused,
  visitsWithoutDate,
} from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, inCairo, Life, person, thePackagePolicy } from './builders.ts';
import { complete, giveBack, paid, plan, record, status } from './visit-commands.ts';

const policy = thePackagePolicy();
const TICKET = 'visit-record/v1';

describe('FK-23 a visit that is not recorded is asked for', () => {
  test('at the last second of its day, until noon of the next, of operations; overdue it is the lead’s', () => {
    const life = paid().until(cairo('2031-03-10 23:59:58'));
    expect(life.ticket(TICKET)).toBeUndefined();
    life.until(cairo('2031-03-10 23:59:59'));
    expect(life.ticket(TICKET)).toEqual({ status: 'open', dueAt: '2031-03-11 12:00', result: null });
    expect(life.moves.at(-1)?.entries).toMatchObject([{ what: 'ticket-opened', rule: 'FK-23' }]);
    life.until(cairo('2031-03-11 12:00'));
    expect(life.moves.at(-1)?.notifies).toMatchObject([{ kind: 'ticket-overdue', roles: ['customer-success-lead'] }]);
    expect(life.violations).toEqual([]);
  });

  test.each([
    ['2026-04-24 12:00', '2026-04-24 23:59:59', '2026-04-25 12:00'],
    ['2026-10-29 12:00', '2026-10-29 23:59:59', '2026-10-30 12:00'],
  ])('on a day of 23 or 25 hours too: %s', (startsAt, opensAt, dueAt) => {
    const life = new Life(aBooking({ startsAt: [startsAt] }), cairo('2026-04-20 10:00')).pays('2026-04-20 10:05');
    const [step] = life.ahead;
    // 23:59:59 occurs twice on 29 October 2026. The day ends with the second one.
    expect(step).toBe(`${opensAt} visit-record`);
    expect(life.until(cairo(dueAt.replace('12:00', '00:00'))).ticket(TICKET)).toMatchObject({ status: 'open', dueAt });
  });

  test('a visit of the last day of the grace is asked for before the grace ends, and recorded afterwards', () => {
    const life = paid(['2031-03-10 12:00', '2031-04-24 20:00']).does('2031-03-10 15:00', 'ops-1', complete('v1'));
    life.until(cairo('2031-04-25 01:00'));
    expect([life.state.stage, life.state.forfeited, status(life, 'v2')]).toEqual(['deactivated', 0, 'planned']);
    expect(life.ticket('visit-record/v2')).toEqual({ status: 'open', dueAt: '2031-04-25 12:00', result: null });
    life.does('2031-04-25 11:00', 'ops-1', record('v2', 'completed'));
    expect([life.state.stage, life.ticket('visit-record/v2')?.result, life.ahead]).toEqual([
      'finished',
      'recorded',
      [],
    ]);
    expect(life.violations).toEqual([]);
  });

  test('not where the visit was recorded, cancelled or given back, nor on a package that is not paid', () => {
    const life = paid()
      .does('2031-03-10 14:00', 'ops-1', complete('v1'))
      .does('2031-03-12 11:00', 'cc-1', giveBack('v2'))
      .does('2031-03-16 09:00', 'cc-1', giveBack('v3'))
      .until(cairo('2031-03-20 12:00'));
    expect(life.state.tickets.map(({ id }) => id)).toEqual(['same-day-visit/v3']);
    const unpaid = new Life(aBooking({ payment: 'later', startsAt: ['2031-03-03 20:00'] }), cairo('2031-03-03 10:00'));
    expect(unpaid.ahead.filter((step) => step.endsWith('visit-record'))).toEqual([]);
  });

  test('a system that was down asks late, once for each visit', () => {
    const up = cairo('2031-03-20 10:00');
    const life = paid().until(cairo('2031-03-09 12:00')).until(up, up);
    const opened = life.moves.flatMap(({ entries }) => entries.filter(({ what }) => what === 'ticket-opened'));
    expect(opened.map(({ at, details }) => [inCairo(at), details?.['ticket'], details?.['dueAt']])).toEqual([
      ['2031-03-20 10:00', TICKET, cairo('2031-03-11 12:00')],
      ['2031-03-20 10:00', 'visit-record/v2', cairo('2031-03-14 12:00')],
      ['2031-03-20 10:00', 'visit-record/v3', cairo('2031-03-17 12:00')],
    ]);
  });

  test('FK-22 it cannot be closed with a result; a call about it is kept and moves nothing else', () => {
    const life = paid().until(cairo('2031-03-11 09:00'));
    const close = { kind: 'close', by: person('ops-1'), result: 'other', noteId: null } as const;
    const refused = life.tries('2031-03-11 09:00', 'ops-1', { kind: 'ticket', ticketId: TICKET, command: close });
    expect(refused?.code).toBe('result-required');
    life.calls('2031-03-11 09:05', 'ops-1', TICKET, 'no-answer');
    expect(life.ticket(TICKET)).toEqual({ status: 'open', dueAt: '2031-03-11 12:00', result: null });
    expect([life.sms, life.state.tickets[0]?.calls.length]).toEqual([[], 1]);
  });

  test('its people: operations, the desk beside them', () => {
    const life = paid().until(cairo('2031-03-10 23:59:59'));
    const take = (login: string) => ({ kind: 'take', by: person(login) }) as const;
    for (const login of ['ops-1', 'cc-1', 'cs-1', 'cs-lead']) {
      expect(
        life.tries('2031-03-11 09:00', login, { kind: 'ticket', ticketId: TICKET, command: take(login) }),
      ).toBeNull();
    }
    const command = take('finance-1');
    expect(life.tries('2031-03-11 09:00', 'finance-1', { kind: 'ticket', ticketId: TICKET, command })?.code).toBe(
      'not-allowed',
    );
    expect(packageTodo(policy, life.state, cairo('2031-03-11 09:00'))).toMatchObject([{ what: 'record-visit' }]);
  });
});

describe('FK-23 recorded', () => {
  test.each([
    ['completed', 'completed', 'visit-completed', 2],
    ['counted', 'counted', 'visit-counted', 2],
    ['not-held', 'cancelled', 'visit-not-held', 3],
  ] as const)('%s: the visit is %s, and the ticket is closed by it', (outcome, expected, what, left) => {
    const life = paid()
      .until(cairo('2031-03-11 09:00'))
      .does('2031-03-11 09:00', 'cs-lead', record('v1', outcome, 'n1'));
    expect([status(life, 'v1'), visitsLeft(life.state)]).toEqual([expected, left]);
    expect(life.moves.at(-1)?.entries).toMatchObject([
      { what, by: 'cs-lead', noteId: 'n1', details: { visit: 'v1' } },
      { what: 'ticket-closed', by: 'careline', details: { ticket: TICKET, result: 'recorded' } },
    ]);
    expect(life.violations).toEqual([]);
  });

  test('FK-18 counted is FK-18’s; what came back is planned again', () => {
    const life = paid().does('2031-03-10 15:00', 'ops-1', record('v1', 'counted'));
    expect(life.moves.at(-1)?.entries[0]?.rule).toBe('FK-18');
    life.does('2031-03-13 15:00', 'cs-lead', record('v2', 'not-held'));
    expect(life.tries('2031-03-13 15:01', 'cc-1', plan('v4', '2031-03-20 12:00'))).toBeNull();
  });

  test('that the centre did not come is for the lead to say', () => {
    for (const login of ['cc-1', 'cs-1', 'ops-1', 'finance-1']) {
      expect(paid().tries('2031-03-10 15:00', login, record('v1', 'not-held'))?.code).toBe('not-allowed');
    }
    expect(paid().tries('2031-03-10 15:00', 'finance-1', record('v1', 'counted'))?.code).toBe('not-allowed');
    expect(paid().tries('2031-03-10 15:00', 'cs-lead', record('v1', 'not-held'))).toBeNull();
  });

  test.each([record('v1', 'completed'), record('v1', 'counted'), record('v1', 'not-held'), complete('v1')])(
    'not before its day, from the day’s first instant on: %j',
    (command) => {
      expect(paid().tries('2031-03-09 23:59:59', 'cs-lead', command)).toMatchObject({
        code: 'not-yet',
        details: { recordedFrom: cairo('2031-03-10 00:00') },
      });
      expect(paid().tries('2031-03-10 00:00', 'cs-lead', command)).toBeNull();
    },
  );

  test('once, and not what was cancelled', () => {
    const life = paid().does('2031-03-10 15:00', 'ops-1', record('v1', 'completed'));
    expect(life.tries('2031-03-10 15:01', 'ops-1', record('v1', 'counted'))).toMatchObject({
      code: 'visit-over',
      details: { visitStatus: 'completed' },
    });
    life.does('2031-03-11 10:00', 'cc-1', giveBack('v2'));
    expect(life.tries('2031-03-13 15:00', 'ops-1', record('v2', 'completed'))?.code).toBe('already-cancelled');
  });

  test('FK-18 a past visit that its customer is said to have cancelled is counted, and no longer asked for', () => {
    const life = paid().does('2031-03-12 10:00', 'cc-1', giveBack('v1'));
    expect([status(life, 'v1'), life.ticket(TICKET)?.result]).toEqual(['counted', 'recorded']);
  });
});

describe('FK-17 a past visit is not unused', () => {
  test('until it is recorded it is neither left nor without a date', () => {
    const life = paid().until(cairo('2031-03-10 23:59:58'));
    const seen = (at: string) => [
      unrecordedVisits(policy, life.state, cairo(at)).map(({ id }) => id),
      visitsUnused(policy, life.state, cairo(at)),
      visitsWithoutDate(life.state),
    ];
    expect(seen('2031-03-10 23:59:59')).toEqual([[], 3, 0]);
    expect(seen('2031-03-11 00:00')).toEqual([['v1'], 2, 0]);
  });

  test('what is on the board of unrecorded visits is what is asked for', () => {
    expect(recordsAskedBefore(policy, cairo('2031-03-10 23:59:58'))).toBe(cairo('2031-03-10 00:00'));
    expect(recordsAskedBefore(policy, cairo('2031-03-10 23:59:59'))).toBe(cairo('2031-03-11 00:00'));
  });
});

test('a package of an older policy records visits at any time, and asks for none', () => {
  const { record: _record, ...visits } = policy.visits;
  const life = new Life(aBooking(), cairo('2031-03-03 10:00'), { ...policy, visits }).pays('2031-03-03 10:05');
  expect(life.tries('2031-03-03 10:06', 'ops-1', complete('v1'))).toBeNull();
  expect(life.until(cairo('2031-03-20 12:00')).state.tickets).toEqual([]);
});

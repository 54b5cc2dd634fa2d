// FK-17 to FK-21: the lead's correction of a visit's record changes balance, stage, calls and texts.
import { describe, expect, test } from '@jest/globals';
import type { CorrectedStatus } from '../../../domain/service-package/visit-records.ts';
import { visitsLeft, visitsWithoutDate } from '../../../domain/service-package/visits.ts';
import { aBooking, cairo, Life, thePackagePolicy } from './builders.ts';
import { complete, giveBack, paid, plan, record, status } from './visit-commands.ts';

const policy = thePackagePolicy();

const correct = (visitId: string, status: CorrectedStatus, noteId: string | null = null) =>
  ({ kind: 'correct-visit', visitId, status, noteId }) as const;

/** All three were held and recorded: used up on the evening of the last one. */
const usedUp = () => {
  const life = paid();
  for (const visitId of ['v1', 'v2', 'v3']) life.does('2031-03-16 18:00', 'ops-1', record(visitId, 'completed'));
  return life;
};

describe('corrected by the lead', () => {
  test('used in another way: nothing else changes', () => {
    const life = usedUp().does('2031-03-17 10:00', 'cs-lead', correct('v2', 'counted', 'n1'));
    expect([life.state.stage, status(life, 'v2'), visitsLeft(life.state)]).toEqual(['finished', 'counted', 0]);
    expect(life.moves.at(-1)?.entries).toMatchObject([
      { what: 'visit-corrected', noteId: 'n1', details: { visit: 'v2', was: 'completed', status: 'counted' } },
    ]);
    const { version } = life.state;
    expect(life.tries('2031-03-17 10:01', 'cs-lead', correct('v2', 'counted'))?.code).toBe('nothing-to-correct');
    expect(life.state.version).toBe(version);
  });

  test('returned, a package that was used up goes on: in its month', () => {
    const life = usedUp().does('2031-03-17 10:00', 'cs-lead', correct('v3', 'cancelled'));
    expect([life.state.stage, visitsWithoutDate(life.state)]).toEqual(['active', 1]);
    expect(life.ahead[0]).toBe('2031-04-11 00:00 expiry');
    expect(life.tries('2031-03-17 10:01', 'cc-1', plan('v4', '2031-03-20 12:00'))).toBeNull();
    expect(life.violations).toEqual([]);
  });

  test('FK-17 in the grace: the call of day 6 is ahead', () => {
    const life = usedUp().does('2031-04-13 10:00', 'cs-lead', correct('v3', 'cancelled'));
    expect([life.state.stage, life.ahead[0]]).toEqual(['grace', '2031-04-16 00:00 expiry-call']);
    expect(life.until(cairo('2031-04-16 00:00')).ticket('package-expired')).toMatchObject({ status: 'open' });
  });

  test('FK-21 after the grace: on the balance of a package that is over, which the lead pays back', () => {
    const life = usedUp().does('2031-05-01 10:00', 'cs-lead', correct('v3', 'cancelled'));
    expect([life.state.stage, visitsWithoutDate(life.state), life.ahead, life.violations]).toEqual([
      'deactivated',
      1,
      ['2031-05-02 10:00 ticket-overdue'],
      [],
    ]);
  });

  test('a visit that came back is used after all, unless it was planned again', () => {
    const returned = () => paid().does('2031-03-10 15:00', 'cs-lead', record('v1', 'not-held'));
    const life = returned().does('2031-03-11 10:00', 'cs-lead', correct('v1', 'completed'));
    expect([status(life, 'v1'), visitsLeft(life.state), life.violations]).toEqual(['completed', 2, []]);
    const planned = returned().does('2031-03-10 16:00', 'cc-1', plan('v4', '2031-03-20 12:00'));
    expect(planned.tries('2031-03-11 10:00', 'cs-lead', correct('v1', 'completed'))?.code).toBe('no-visits-left');
  });

  test('a visit that came back and was lost at the end is used after all: it is lost no more', () => {
    const life = paid().does('2031-03-10 15:00', 'cs-lead', record('v1', 'not-held'));
    for (const visitId of ['v2', 'v3']) life.does('2031-03-16 15:00', 'ops-1', complete(visitId));
    life.until(cairo('2031-04-25 01:00'));
    expect([life.state.stage, life.state.forfeited]).toEqual(['deactivated', 1]);
    life.does('2031-04-26 10:00', 'cs-lead', correct('v1', 'completed'));
    expect([life.state.stage, life.state.forfeited, life.violations]).toEqual(['finished', 0, []]);
  });

  test('FK-19 FK-20 cancelled on its day, and returned: no SMS 5 says that it was counted, and no call is due', () => {
    const life = paid().does('2031-03-10 09:30', 'cc-1', giveBack('v1'));
    life.does('2031-03-10 10:00', 'cs-lead', correct('v1', 'cancelled')).until(cairo('2031-03-11 12:00'));
    expect([life.sms, life.ticket('same-day-visit/v1')]).toEqual([
      [],
      { status: 'closed', dueAt: '2031-03-10 21:00', result: 'cancelled' },
    ]);
    expect(life.violations).toEqual([]);
    const late = paid().does('2031-03-10 09:30', 'cc-1', giveBack('v1')).until(cairo('2031-03-10 21:00'));
    late.does('2031-03-10 21:00:10', 'cs-lead', correct('v1', 'cancelled'));
    expect([late.sms, late.moves.at(-1)?.unsent]).toEqual([['sms-5'], ['sms-5/v1']]);
  });

  test('not what has no record, not before its day, not once a cancellation has settled the money', () => {
    const life = paid().does('2031-03-05 10:00', 'cc-1', giveBack('v3'));
    const tries = (at: string, command: ReturnType<typeof correct>) => life.tries(at, 'cs-lead', command)?.code;
    expect(tries('2031-03-05 10:01', correct('v1', 'completed'))).toBe('visit-not-recorded');
    expect(tries('2031-03-05 10:01', correct('v3', 'counted'))).toBe('not-yet');
    expect(tries('2031-03-05 10:01', correct('v77', 'counted'))).toBe('visit-unknown');
    life.does('2031-03-10 15:00', 'ops-1', complete('v1'));
    life.does('2031-03-11 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
    expect(tries('2031-03-11 10:01', correct('v1', 'counted'))).toBe('cancellation-settled');
    const unpaid = new Life(aBooking(), cairo('2031-03-03 10:00'));
    unpaid.does('2031-03-09 20:00', 'cc-1', giveBack('v1'));
    expect(unpaid.tries('2031-03-09 20:01', 'cs-lead', correct('v1', 'cancelled'))?.code).toBe('not-paid');
  });

  test('by no other role, and by no role on a package of an older policy', () => {
    for (const login of ['cc-1', 'cs-1', 'ops-1', 'finance-1', 'stranger']) {
      expect(usedUp().tries('2031-03-17 10:00', login, correct('v3', 'cancelled'))?.code).toBe('not-allowed');
    }
    const { 'correct-visit': _correct, ...access } = policy.access;
    const old = new Life(aBooking(), cairo('2031-03-03 10:00'), { ...policy, access }).pays('2031-03-03 10:05');
    old.does('2031-03-10 15:00', 'ops-1', complete('v1'));
    expect(old.tries('2031-03-10 15:01', 'cs-lead', correct('v1', 'counted'))?.code).toBe('not-allowed');
  });
});

// CDEK-13 to CDEK-16: the escalation ladder step by step, with time, text, recipients and rule.
import { describe, expect, test } from '@jest/globals';
import { escalationTimetable, takeStep } from '../../../domain/conversation/ladder.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import {
  anOverdueState,
  assigned,
  aSettlementsState,
  aSupportState,
  aWaitingState,
  closed,
  moscow,
  secondsLater,
  thePolicy,
} from '../../harness/builders.ts';

const policy = thePolicy();
const timetable = (state: ConversationState) => escalationTimetable(policy, state);
const IN_HOURS = { what: 'no-answer-text', rule: 'CDEK-14' };
const OUT_OF_HOURS = { what: 'no-answer-text', rule: 'CDEK-15' };
const ESCALATION = { what: 'escalation', rule: 'CDEK-13' };
const OPENING = { what: 'announcement-at-opening', rule: 'CDEK-15' };

/** Takes the due step at its time, or `late` seconds after it. */
function climb(state: ConversationState, late = 0): Move {
  const [next] = timetable(state);
  if (next === undefined) throw new Error('nothing is next');
  return takeStep(policy, state, secondsLater(next.at, late));
}

describe('the timetable', () => {
  test('CDEK-13 CDEK-14 a KLO request: ten minutes, thirty minutes, the next opening', () => {
    expect(timetable(aWaitingState({ waitingSince: moscow('2031-03-03 10:00:15') }))).toEqual([
      { at: moscow('2031-03-03 10:10:15'), ...ESCALATION },
      { at: moscow('2031-03-03 10:30:15'), ...IN_HOURS },
      { at: moscow('2031-03-04 09:00'), ...OPENING },
    ]);
  });

  test.each([
    ['support', aSupportState],
    ['settlements', aSettlementsState],
  ])('CDEK-13 CDEK-16 %s has no escalation, the thirty minutes hold all the same', (_, build) => {
    expect(timetable(build({ waitingSince: moscow('2031-03-03 10:00') }))).toEqual([
      { at: moscow('2031-03-03 10:30'), ...IN_HOURS },
      { at: moscow('2031-03-04 09:00'), ...OPENING },
    ]);
  });

  test('CDEK-16 the seconds and the milliseconds of the choice are kept', () => {
    const at = timetable(aWaitingState({ waitingSince: '2031-03-03T07:00:59.999Z' })).map((step) => step.at);
    expect(at.slice(0, 2)).toEqual(['2031-03-03T07:10:59.999Z', '2031-03-03T07:30:59.999Z']);
  });

  test.each([
    ['assigned', assigned(aWaitingState(), 'klo-1')],
    ['assigned while overdue', assigned(anOverdueState(), 'support-1')],
    ['closed', closed(assigned(aWaitingState(), 'klo-1'))],
  ])('nothing happens by itself to a request that is %s', (_, state) => {
    expect(timetable(state)).toEqual([]);
  });
});

describe('CDEK-14 CDEK-15 CDEK-16 the hour at which the text is said decides which it is', () => {
  test.each([
    // waiting since, said at, rule, next opening
    ['2031-03-03 08:29:59', '2031-03-03 08:59:59', OUT_OF_HOURS, '2031-03-03 09:00'],
    ['2031-03-03 08:29:59.999', '2031-03-03 08:59:59.999', OUT_OF_HOURS, '2031-03-03 09:00'],
    ['2031-03-03 08:30:00', '2031-03-03 09:00:00', IN_HOURS, '2031-03-03 09:00'],
    ['2031-03-03 18:29:59', '2031-03-03 18:59:59', IN_HOURS, '2031-03-04 09:00'],
    ['2031-03-03 18:29:59.999', '2031-03-03 18:59:59.999', IN_HOURS, '2031-03-04 09:00'],
    ['2031-03-03 18:30:00', '2031-03-03 19:00:00', OUT_OF_HOURS, '2031-03-04 09:00'],
    ['2031-03-03 18:30:01', '2031-03-03 19:00:01', OUT_OF_HOURS, '2031-03-04 09:00'],
    ['2031-03-03 23:45:00', '2031-03-04 00:15:00', OUT_OF_HOURS, '2031-03-04 09:00'],
    ['2031-03-03 03:00:00', '2031-03-03 03:30:00', OUT_OF_HOURS, '2031-03-03 09:00'],
    // CDEK-01: every day is a working day, Saturday 8 and Sunday 9 March as well
    ['2031-03-08 12:00:00', '2031-03-08 12:30:00', IN_HOURS, '2031-03-09 09:00'],
    ['2031-03-09 12:00:00', '2031-03-09 12:30:00', IN_HOURS, '2031-03-10 09:00'],
    ['2031-12-31 23:50:00', '2032-01-01 00:20:00', OUT_OF_HOURS, '2032-01-01 09:00'],
  ])('since %s: said at %s', (since, saidAt, kind, opening) => {
    const state = anOverdueState({ waitingSince: moscow(since) });
    expect(timetable(state)).toEqual([
      { at: moscow(saidAt), ...kind },
      { at: moscow(opening), ...OPENING },
    ]);
    const move = climb(state);
    const text = kind === IN_HOURS ? 'no-answer-in-hours' : 'no-answer-out-of-hours';
    expect(move.says).toEqual([{ text }]);
    expect(move.entries).toEqual([
      { at: moscow(saidAt), what: 'no-answer-text-sent', by: 'careline', rule: kind.rule, details: { text } },
    ]);
    expect(move.next).toEqual([{ at: moscow(opening), ...OPENING }]);
  });

  test('the text notifies no role, and the request stays open', () => {
    const move = climb(anOverdueState());
    expect(move.notifies).toEqual([]);
    expect(move.state).toMatchObject({ stage: 'waiting', overdue: true, stepsTaken: 2, version: 3 });
  });
});

describe('CDEK-13 the escalation', () => {
  test('tells the senior and support at once, marks it overdue, and KLO stays addressed', () => {
    const move = climb(aWaitingState());
    const at = moscow('2031-03-03 10:10');
    expect(move.state).toEqual(anOverdueState());
    expect(move.notifies).toEqual([{ kind: 'overdue', roles: ['klo-senior', 'support'] }]);
    expect(move.says).toEqual([]);
    expect(move.entries).toEqual([
      { at, what: 'escalated', by: 'careline', rule: 'CDEK-13', details: { to: ['klo-senior', 'support'] } },
    ]);
  });

  test('across 19:00: escalated in hours, spoken to out of hours, announced at nine', () => {
    const escalated = climb(aWaitingState({ waitingSince: moscow('2031-03-03 18:45') }));
    expect(escalated.at).toBe(moscow('2031-03-03 18:55'));
    const spoken = climb(escalated.state);
    expect([spoken.at, spoken.says]).toEqual([moscow('2031-03-03 19:15'), [{ text: 'no-answer-out-of-hours' }]]);
    const announced = climb(spoken.state);
    expect([announced.at, announced.notifies]).toEqual([
      moscow('2031-03-04 09:00'),
      [{ kind: 'waiting-at-opening', roles: ['klo', 'klo-senior', 'support'] }],
    ]);
  });

  test('happens at night as well: the times are wall clock', () => {
    const escalated = climb(aWaitingState({ waitingSince: moscow('2031-03-03 03:00') }));
    expect(escalated.at).toBe(moscow('2031-03-03 03:10'));
    expect(escalated.state.overdue).toBe(true);
  });
});

describe('CDEK-15 announcements', () => {
  test('come at every opening, to all addressed roles, and say nothing to the customer', () => {
    let move = climb(climb(aWaitingState({ waitingSince: moscow('2031-03-03 20:00') })).state);
    for (const day of ['04', '05', '06', '07']) {
      move = climb(move.state);
      const at = moscow(`2031-03-${day} 09:00`);
      expect(move.at).toBe(at);
      expect(move.says).toEqual([]);
      expect(move.notifies).toEqual([{ kind: 'waiting-at-opening', roles: ['klo', 'klo-senior', 'support'] }]);
      expect(move.entries).toMatchObject([{ at, what: 'announced-at-opening', by: 'careline', rule: 'CDEK-15' }]);
    }
    expect(move.state.stepsTaken).toBe(2);
  });

  test('stand between the steps where the opening does: a request is announced at whichever step it is', () => {
    const escalated = climb(aWaitingState({ waitingSince: moscow('2031-03-03 08:45') }));
    expect(escalated.next).toEqual([
      { at: moscow('2031-03-03 09:00'), ...OPENING },
      { at: moscow('2031-03-03 09:15'), ...IN_HOURS },
    ]);
    const announced = climb(escalated.state);
    expect(announced.notifies).toEqual([{ kind: 'waiting-at-opening', roles: ['klo', 'klo-senior', 'support'] }]);
    expect(announced.state).toMatchObject({ stepsTaken: 1, lastStepAt: moscow('2031-03-03 09:00') });
    const spoken = climb(announced.state);
    expect([spoken.at, spoken.says]).toEqual([moscow('2031-03-03 09:15'), [{ text: 'no-answer-in-hours' }]]);
    expect(spoken.next).toEqual([{ at: moscow('2031-03-04 09:00'), ...OPENING }]);
  });

  test('before the first step they tell the role of the queue alone', () => {
    const announced = climb(aWaitingState({ waitingSince: moscow('2031-03-03 08:54') }));
    expect(announced.at).toBe(moscow('2031-03-03 09:00'));
    expect(announced.notifies).toEqual([{ kind: 'waiting-at-opening', roles: ['klo'] }]);
    expect(announced.next.map(({ what }) => what)).toEqual(['escalation', 'no-answer-text', 'announcement-at-opening']);
  });

  test('at one instant the ladder comes first, so that the newly addressed hear the announcement', () => {
    const escalated = climb(aWaitingState({ waitingSince: moscow('2031-03-03 08:50') }));
    expect(escalated.entries[0]?.what).toBe('escalated');
    expect(escalated.next[0]).toEqual({ at: moscow('2031-03-03 09:00'), ...OPENING });
    expect(climb(escalated.state).notifies[0]?.roles).toEqual(['klo', 'klo-senior', 'support']);
  });

  test('wait for the working day where the week and the holidays say so', () => {
    const week = policy.workingHours.week.map((day, index) => (index >= 5 ? null : day));
    const workingHours = { ...policy.workingHours, week, holidays: ['2031-03-10'] };
    const friday = aSupportState({ waitingSince: moscow('2031-03-07 20:00') });
    const last = escalationTimetable({ ...policy, workingHours }, friday).at(-1);
    expect(last).toEqual({ at: moscow('2031-03-11 09:00'), ...OPENING });
  });

  test('come after a break too, in which the customer reads the text for out of hours', () => {
    const day = [
      { opens: '09:00', closes: '13:00' },
      { opens: '14:00', closes: '19:00' },
    ];
    const workingHours = { ...policy.workingHours, week: policy.workingHours.week.map(() => day) };
    const broken = { ...policy, workingHours };
    const waiting = aSupportState({ waitingSince: moscow('2031-03-03 12:45') });
    expect(escalationTimetable(broken, waiting).at(-1)).toEqual({ at: moscow('2031-03-03 14:00'), ...OPENING });
    expect(takeStep(broken, waiting, moscow('2031-03-03 13:15')).says).toEqual([{ text: 'no-answer-out-of-hours' }]);
    expect(takeStep(broken, waiting, moscow('2031-03-03 12:59')).says).toEqual([{ text: 'no-answer-in-hours' }]);
  });
});

describe('after a outage', () => {
  test('CDEK-13 CDEK-14 both steps are taken, late and in order, each once', () => {
    const back = moscow('2031-03-03 15:00');
    const escalated = takeStep(policy, aWaitingState(), back);
    expect(escalated.entries).toMatchObject([{ at: back, what: 'escalated' }]);
    const spoken = takeStep(policy, escalated.state, back);
    expect(spoken.entries).toMatchObject([{ at: back, what: 'no-answer-text-sent', rule: 'CDEK-14' }]);
    expect(spoken.next).toEqual([{ at: moscow('2031-03-04 09:00'), ...OPENING }]);
  });

  test('CDEK-16 a text due in hours and said out of them is the one for out of hours, and the other way round', () => {
    const evening = anOverdueState({ waitingSince: moscow('2031-03-03 18:00') });
    expect(takeStep(policy, evening, moscow('2031-03-03 20:00')).says).toEqual([{ text: 'no-answer-out-of-hours' }]);
    const night = anOverdueState({ waitingSince: moscow('2031-03-03 20:00') });
    expect(takeStep(policy, night, moscow('2031-03-04 09:05')).says).toEqual([{ text: 'no-answer-in-hours' }]);
  });

  test('CDEK-15 openings missed after the ladder are made up for once', () => {
    const spoken = climb(anOverdueState({ waitingSince: moscow('2031-03-03 20:00') }));
    const announced = takeStep(policy, spoken.state, moscow('2031-03-07 12:00'));
    expect(announced.next).toEqual([{ at: moscow('2031-03-08 09:00'), ...OPENING }]);
  });

  test('CDEK-15 so are openings missed together with the steps before them', () => {
    const back = moscow('2031-03-05 09:05');
    const escalated = takeStep(policy, aWaitingState({ waitingSince: moscow('2031-03-03 18:45') }), back);
    const spoken = takeStep(policy, escalated.state, back);
    // The promise for 4 March, 9:00 is still open.
    expect(spoken.next).toEqual([{ at: moscow('2031-03-04 09:00'), ...OPENING }]);
    const announced = takeStep(policy, spoken.state, back);
    expect(announced.notifies).toEqual([{ kind: 'waiting-at-opening', roles: ['klo', 'klo-senior', 'support'] }]);
    expect(announced.next).toEqual([{ at: moscow('2031-03-06 09:00'), ...OPENING }]);
  });
});

test('a step without a new role leaves the addressed roles as they are', () => {
  const senior = anOverdueState({ stepsTaken: 0, addressedRoles: ['klo', 'support'], overdue: false });
  expect(climb(senior).state.addressedRoles).toEqual(['klo', 'support', 'klo-senior']);
});

// CDEK-06: the announced and the due steps of an intake, on time, late and after an outage.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, later } from '../../../domain/calendar/instant.ts';
import { assumeCategory, intakeTimetable, takeIntakeStep } from '../../../domain/conversation/intake-clock.ts';
import { beginRequest } from '../../../domain/conversation/intake.ts';
import { escalationTimetable } from '../../../domain/conversation/ladder.ts';
import { categoryPolicy } from '../../../domain/conversation/policy.ts';
import type { Move } from '../../../domain/conversation/state.ts';
import { moscow, secondsLater, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const patient = { ...policy, intake: null };
const openedAt = moscow('2031-03-03 10:00');
const firstMessageAt = moscow('2031-03-03 10:04:05');
const dueAt = moscow('2031-03-03 10:14:05');

function begun(answers: number, now: Instant, latestAt = firstMessageAt): Move {
  const outcome = takeIntakeStep(policy, { answers, dueAt, latestAt }, now);
  if (outcome?.kind !== 'assumed') throw new Error(`no category was assumed, but ${outcome?.kind}`);
  return outcome.move;
}

describe('what is announced', () => {
  test('before any message: the end, 24 hours after the opening', () => {
    expect(intakeTimetable(policy, { openedAt, firstMessageAt: null })).toEqual([
      { at: moscow('2031-03-04 10:00'), what: 'intake-end', rule: null },
    ]);
  });

  test('CDEK-06 from the first message on: the assumed category after ten minutes, then its ladder', () => {
    expect(intakeTimetable(policy, { openedAt, firstMessageAt })).toEqual([
      { at: dueAt, what: 'category-fallback', rule: 'CDEK-06' },
      { at: moscow('2031-03-03 10:44:05'), what: 'no-answer-text', rule: 'CDEK-14' },
      { at: moscow('2031-03-04 09:00'), what: 'announcement-at-opening', rule: 'CDEK-15' },
    ]);
  });

  test('nothing in a program that assumes no category', () => {
    expect(intakeTimetable(patient, { openedAt, firstMessageAt: null })).toEqual([]);
    expect(intakeTimetable(patient, { openedAt, firstMessageAt })).toEqual([]);
  });
});

describe('CDEK-06 the category is assumed', () => {
  test('on time: as if the customer had chosen it then, but for who has and by which rule', () => {
    const move = begun(1, secondsLater(dueAt, 1));
    const other = categoryPolicy(policy, 'other');
    if (other === undefined) throw new Error('cdek has no category other');
    const { entries, ...rest } = move;
    expect(rest).toEqual({ ...beginRequest(policy, other, dueAt), entries: undefined });
    expect(entries).toEqual([
      {
        ...{ at: dueAt, what: 'category-assumed', by: 'careline', rule: 'CDEK-06' },
        details: { category: 'other', because: 'time' },
      },
    ]);
  });

  test('the support managers are told of it, and the customer gets the text of CDEK-07', () => {
    const { notifies, says, entersQueue } = begun(2, dueAt);
    expect({ notifies, says, entersQueue }).toEqual({
      ...{
        notifies: [{ kind: 'new', roles: ['support'] }],
        says: [{ text: 'acknowledgement' }],
        entersQueue: 'support',
      },
    });
  });

  test('after the third answer it counts from there, and the timeline says so', () => {
    const at = firstMessageAt;
    const { state, entries } = assumeCategory(policy, 'answers', { since: at, at });
    expect(state).toMatchObject({ category: 'other', queue: 'support', waitingSince: at, movedAt: at });
    expect(entries).toMatchObject([{ what: 'category-assumed', details: { because: 'answers' } }]);
  });

  test('never before what was written last', () => {
    const latestAt = secondsLater(dueAt, 0.3);
    const move = begun(1, secondsLater(dueAt, 0.5), latestAt);
    expect([move.at, move.state.waitingSince]).toEqual([latestAt, dueAt]);
  });

  test('after an outage: dated when it is made up for, and the ladder counts from when it was due', () => {
    const now = moscow('2031-03-03 11:00');
    const move = begun(1, now);
    expect([move.at, move.state.movedAt, move.state.waitingSince]).toEqual([now, now, dueAt]);
    // Steps that have passed meanwhile are due at once, as for a conversation whose start waited for Temporal.
    expect(move.next[0]).toEqual({ at: moscow('2031-03-03 10:44:05'), what: 'no-answer-text', rule: 'CDEK-14' });
  });

  test('whatever the hour: what was announced is what the request then announces', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2031-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }),
        (date) => {
          const since = date.toISOString();
          const [step, ...ladder] = intakeTimetable(policy, { openedAt: since, firstMessageAt: since });
          const due = step?.at ?? '';
          const outcome = takeIntakeStep(policy, { answers: 1, dueAt: due, latestAt: since }, due);
          if (outcome?.kind !== 'assumed') throw new Error('no category was assumed');
          expect(due).toBe(later(since, 'PT10M'));
          expect(outcome.move.next).toEqual(ladder);
          expect(escalationTimetable(policy, outcome.move.state)).toEqual(ladder);
          expect(ladder.every(({ at }) => at > due)).toBe(true);
        },
      ),
    );
  });

  test('a policy whose category is none of its own is a mistake in its data', () => {
    const wrong = { ...policy, intake: { ...thePolicy().intake!, fallbackCategory: 'nonsense' } };
    expect(() => assumeCategory(wrong, 'time', { since: dueAt, at: dueAt })).toThrow(RangeError);
  });
});

describe('an intake without any message', () => {
  test('ends without a request', () => {
    expect(takeIntakeStep(policy, { answers: 0, dueAt, latestAt: openedAt }, secondsLater(dueAt, 1))).toEqual({
      kind: 'abandoned',
      entry: { at: dueAt, what: 'abandoned', by: 'careline', rule: null },
    });
  });

  test('ends late after a outage', () => {
    const now = moscow('2031-03-05 10:00');
    expect(takeIntakeStep(policy, { answers: 0, dueAt, latestAt: openedAt }, now)).toMatchObject({
      entry: { at: now },
    });
  });
});

test('what was announced does not happen once the program assumes no category any more', () => {
  for (const answers of [0, 1]) {
    expect(takeIntakeStep(patient, { answers, dueAt, latestAt: openedAt }, dueAt)).toBeNull();
  }
});

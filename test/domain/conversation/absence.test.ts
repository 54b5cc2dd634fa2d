// CDEK-19: both dates of the settlements queue's absence are inclusive, in Moscow time.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Absence,
  absenceReply,
  queueThatMayReply,
  refusalOfAbsence,
  replyOnEntering,
} from '../../../domain/conversation/absence.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const holiday: Absence = {
  from: '2031-03-05',
  until: '2031-03-10',
  substituteName: 'Юлией',
  substitutePhone: '+7 383 200-00-00',
};
const isAway = (at: string, absence: Absence = holiday) => absenceReply(policy, 'settlements', absence, at) !== null;

describe('CDEK-19 it switches itself on and off', () => {
  test.each([
    ['the last millisecond of the day before', '2031-03-04 23:59:59.999', false],
    ['midnight of the first day', '2031-03-05 00:00:00.000', true],
    ['noon in between', '2031-03-07 12:00', true],
    ['the last millisecond of the last day', '2031-03-10 23:59:59.999', true],
    ['midnight after the last day', '2031-03-11 00:00:00.000', false],
    ['a year before', '2030-03-07 12:00', false],
    ['a year after', '2032-03-07 12:00', false],
  ])('%s', (_, at, away) => {
    expect(isAway(moscow(at))).toBe(away);
  });

  test('the day is Moscow’s, not UTC’s', () => {
    expect(isAway('2031-03-04T21:00:00.000Z')).toBe(true);
    expect(isAway('2031-03-10T21:00:00.000Z')).toBe(false);
  });

  test('a single day, a leap day and a turn of the year', () => {
    const on = (from: string, until: string) => ({ ...holiday, from, until });
    expect(isAway(moscow('2032-02-29 23:59'), on('2032-02-29', '2032-02-29'))).toBe(true);
    expect(isAway(moscow('2032-03-01 00:00'), on('2032-02-29', '2032-02-29'))).toBe(false);
    expect(isAway(moscow('2032-01-01 00:00'), on('2031-12-30', '2032-01-08'))).toBe(true);
  });

  test('agrees with a walk through the days', () => {
    const day = fc.integer({ min: 0, max: 60 });
    const date = (days: number) => new Date(Date.UTC(2031, 1, 1 + days)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, day, fc.integer({ min: 0, max: 86_399_999 }), (from, length, today, ofDay) => {
        const at = new Date(Date.parse(`${date(today)}T00:00:00+03:00`) + ofDay).toISOString();
        const absence = { ...holiday, from: date(from), until: date(from + length) };
        expect(isAway(at, absence)).toBe(today >= from && today <= from + length);
      }),
    );
  });
});

describe('CDEK-19 what is said', () => {
  test('the text with the dates as Russians write them, the name and the number as they were given', () => {
    expect(absenceReply(policy, 'settlements', holiday, moscow('2031-03-05 10:00'))).toEqual({
      text: 'absence-reply',
      rule: 'CDEK-19',
      values: {
        from: '2031-03-05',
        until: '2031-03-10',
        substituteName: 'Юлией',
        substitutePhone: '+7 383 200-00-00',
      },
    });
  });

  test.each(['klo', 'support', 'nonsense'])('nothing in the queue %s', (queue) => {
    expect(absenceReply(policy, queue, holiday, moscow('2031-03-05 10:00'))).toBeNull();
  });

  test('nothing when no absence is set', () => {
    expect(absenceReply(policy, 'settlements', null, moscow('2031-03-05 10:00'))).toBeNull();
  });
});

describe('CDEK-19 a move', () => {
  const at = moscow('2031-03-05 10:00');

  test.each([
    ['enters the queue with a reply: its people are asked for', 'settlements', 'settlements'],
    ['enters another queue', 'klo', null],
    ['enters none', undefined, null],
  ])('%s', (_, entersQueue, expected) => {
    const move = entersQueue === undefined ? {} : { entersQueue };
    expect(queueThatMayReply(policy, move)).toBe(expected);
    const reply = expected === null ? null : absenceReply(policy, expected, holiday, at);
    expect(replyOnEntering(policy, { ...move, at }, holiday)).toEqual(reply);
  });

  test('into the queue brings no reply when its people are there', () => {
    expect(replyOnEntering(policy, { entersQueue: 'settlements', at }, null)).toBeNull();
  });
});

describe('CDEK-19 the range', () => {
  test('that ends before it begins is named in the refusal', () => {
    const range = { from: '2031-03-06', until: '2031-03-05' };
    expect(refusalOfAbsence({ ...holiday, ...range })?.details).toEqual(range);
  });

  test.each([
    ['2031-03-05', '2031-03-05', null],
    ['2031-03-05', '2031-03-06', null],
    ['2031-12-31', '2032-01-01', null],
    ['2031-03-06', '2031-03-05', 'absence-range-invalid'],
    ['2032-01-01', '2031-12-31', 'absence-range-invalid'],
  ])('from %s until %s', (from, until, code) => {
    expect(refusalOfAbsence({ ...holiday, from, until })?.code ?? null).toBe(code);
  });
});

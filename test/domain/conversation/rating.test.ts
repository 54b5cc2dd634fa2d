// When a conversation may be rated: once, after closing, for 24 hours to the millisecond (CDEK-17).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type RatingFacts, ratingOpenUntil, refusalOfRating } from '../../../domain/conversation/rating.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const closedAt = '2031-03-03T08:00:00.123Z';
const unrated: RatingFacts = { stage: 'closed', closedAt, rating: null, abandoned: false };
const codeAt = (facts: RatingFacts, now: string) => refusalOfRating(policy, facts, now)?.code ?? null;

describe('CDEK-17 the window', () => {
  test.each([
    ['in the moment of closing', '2031-03-03T08:00:00.123Z', null],
    ['a millisecond before the end', '2031-03-04T08:00:00.122Z', null],
    ['at the end', '2031-03-04T08:00:00.123Z', 'rating-over'],
    ['a millisecond after the end', '2031-03-04T08:00:00.124Z', 'rating-over'],
    ['a year later', '2032-03-03T08:00:00.123Z', 'rating-over'],
  ])('%s', (_, now, code) => {
    expect(codeAt(unrated, now)).toBe(code);
  });

  test('its end is told beforehand, and with the refusal', () => {
    expect(ratingOpenUntil(policy, unrated)).toBe('2031-03-04T08:00:00.123Z');
    expect(refusalOfRating(policy, unrated, '2031-03-05T00:00:00.000Z')?.details).toEqual({
      until: '2031-03-04T08:00:00.123Z',
    });
  });

  test('is 24 hours whatever the month or the year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (date) => {
          const until = ratingOpenUntil(policy, { ...unrated, closedAt: date.toISOString() });
          expect(Date.parse(until ?? '') - date.getTime()).toBe(86_400_000);
        },
      ),
    );
  });
});

describe('CDEK-17 no rating', () => {
  test.each(['intake', 'waiting', 'assigned'] as const)('while the conversation is %s', (stage) => {
    expect(codeAt({ ...unrated, stage, closedAt: null }, moscow('2031-03-03 12:00'))).toBe('not-closed');
    expect(ratingOpenUntil(policy, { ...unrated, stage, closedAt: null })).toBeNull();
  });

  test.each<[string, RatingFacts]>([
    ['that is open, whatever was closed before', { ...unrated, stage: 'assigned' }],
    ['that is closed at an unknown time', { ...unrated, closedAt: null }],
    ['that ended as an intake', { ...unrated, abandoned: true }],
  ])('of one %s', (_, facts) => {
    expect(codeAt(facts, closedAt)).toBe('not-closed');
  });

  test.each([1, 2, 3, 4, 5])('twice: %d stays', (rating) => {
    expect(codeAt({ ...unrated, rating }, closedAt)).toBe('already-rated');
  });

  test('twice is said even when it is too late as well', () => {
    expect(codeAt({ ...unrated, rating: 5 }, '2032-01-01T00:00:00.000Z')).toBe('already-rated');
  });
});

test('CDEK-17 the scores are 1 to 5', () => {
  expect(policy.rating.scores).toEqual([1, 2, 3, 4, 5]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countedInstant } from '../../../domain/calendar/counted-instant.ts';
import { moscow, secondsLater } from '../../harness/builders.ts';

const asked = moscow('2031-03-03 10:00:05');
const before = moscow('2031-03-03 10:00:00');

test.each([
  ['carried out at once: when it was asked', asked, before, asked, asked],
  ['carried out three seconds later: when it was asked', asked, before, secondsLater(asked, 3), asked],
  ['fifteen seconds later: still', asked, before, secondsLater(asked, 15), asked],
  [
    'a millisecond more: when it is carried out',
    asked,
    before,
    moscow('2031-03-03 10:00:20.001'),
    moscow('2031-03-03 10:00:20.001'),
  ],
  [
    'Careline was down for an hour: when it is carried out',
    asked,
    before,
    secondsLater(asked, 3_600),
    secondsLater(asked, 3_600),
  ],
  [
    'something happened in between: right then, not before',
    asked,
    secondsLater(asked, 2),
    secondsLater(asked, 3),
    secondsLater(asked, 2),
  ],
  ['the clock of the one who asked is ahead: when it is carried out', secondsLater(asked, 60), before, asked, asked],
])('%s', (_, askedAt, latestMoveAt, now, counts) => {
  expect(countedInstant(askedAt, latestMoveAt, now)).toBe(counts);
});

test('never before the latest move, never after now', () => {
  const second = fc.integer({ min: 0, max: 120 });
  fc.assert(
    fc.property(second, second, second, (askedAfter, since, late) => {
      const latest = secondsLater(before, since);
      const now = secondsLater(latest, late);
      const counts = countedInstant(secondsLater(before, askedAfter), latest, now);
      expect(counts >= latest && counts <= now).toBe(true);
    }),
  );
});

// FK-06 to FK-21: properties of random lives of packages, over clock changes, month ends and outages.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TimelineEntry } from '../../../domain/timetable.ts';
import { packageNext, subjectOf } from '../../../domain/service-package/next.ts';
import { packageTimetable } from '../../../domain/service-package/timetable.ts';
import { visitsLeft, visitsUsed } from '../../../domain/service-package/visits.ts';
import { type Life, thePackagePolicy } from './builders.ts';
import { life, livedThrough } from './random-lives.ts';

const policy = thePackagePolicy();
const RUNS = { numRuns: 150 };
const reached = new Set<string>();

// What happened, and the type of an opened ticket.
const wordsOf = ({ what, details }: TimelineEntry) => [what, `${what} ${details?.['type'] ?? ''}`];

/** Checks each life. Lives that were refused at booking are left out. */
function always(check: (lived: Life) => void): void {
  fc.assert(
    fc.property(life, (given) => {
      const lived = livedThrough(given);
      fc.pre(lived !== null);
      check(lived);
      for (const { state, entries } of lived.moves) {
        for (const word of [state.stage, ...entries.flatMap(wordsOf)]) reached.add(word);
      }
    }),
    RUNS,
  );
}

describe('whatever happens', () => {
  test('after every move: used + left + forfeited = bought, the ledger balances, and no one approves their own refund', () => {
    always((lived) => {
      for (const { state } of lived.moves) {
        expect(visitsUsed(state) + visitsLeft(state) + state.forfeited).toBe(state.bought);
      }
      expect(lived.violations).toEqual([]);
    });
  });

  test('FK-16 FK-17 FK-20 each SMS is sent once, each order to a provider is given once, each entry is posted once', () => {
    always((lived) => {
      lived.until('2040-01-01T00:00:00.000Z');
      const intents = lived.moves.flatMap(({ sms, payments, ledger }) => [
        ...sms.map(({ intent }) => intent),
        ...payments.map(({ intent }) => intent),
        ...ledger.map(({ key }) => key),
      ]);
      expect(intents).toEqual([...new Set(intents)]);
      const unused = lived.moves.flatMap(({ sms }) => sms.map(({ values }) => values['visitsLeft'] ?? 1));
      expect(unused.filter((count) => Number(count) < 1)).toEqual([]);
    });
  });

  test('a timetable never offers a step twice, lies in order, and every open package has one', () => {
    always((lived) => {
      for (const { state } of lived.moves) {
        const ahead = packageTimetable(policy, state);
        const steps = ahead.map((step) => JSON.stringify(step));
        expect(steps).toEqual([...new Set(steps)]);
        expect(ahead.map(({ at }) => at)).toEqual(ahead.map(({ at }) => at).toSorted());
        if (state.stage === 'booked' || state.stage === 'active' || state.stage === 'grace') {
          expect(ahead.length).toBeGreaterThan(0);
        }
      }
    });
  });

  test('`next` says what happens if no one acts, to the second', () => {
    always((lived) => {
      const said = packageNext(policy, lived.state).map(({ at, what, subject }) => [at, what, subject]);
      const happened = lived.taken.length;
      lived.until('2040-01-01T00:00:00.000Z');
      expect(lived.taken.slice(happened).map((step) => [step.at, step.what, subjectOf(step)])).toEqual(said);
    });
  });

  test('left alone it comes to an end: cancelled, finished or deactivated, with nothing left to do by itself', () => {
    always((lived) => {
      lived.until('2040-01-01T00:00:00.000Z');
      expect(['cancelled', 'finished', 'deactivated']).toContain(lived.state.stage);
      expect(lived.ahead).toEqual([]);
      expect(lived.violations).toEqual([]);
    });
  });

  test('FK-11 of an unpaid cancellation the four steps follow each other, once', () => {
    always((lived) => {
      lived.until('2040-01-01T00:00:00.000Z');
      const texts = lived.sms.filter((text) => text === 'sms-2');
      const cancelled = lived.moves.findIndex(({ sms }) => sms.some(({ text }) => text === 'sms-2'));
      expect(texts.length).toBeLessThanOrEqual(1);
      if (cancelled < 0) return;
      const { state } = lived.moves[cancelled] ?? {};
      expect(state?.stage).toBe('cancelled');
      expect(state?.visits.some(({ status }) => status === 'planned')).toBe(false);
    });
  });

  // Guards the generators, not the rules: a property over lives without events proves nothing.
  test('and a lot has happened in these lives', () => {
    const words = [
      'booked',
      'active',
      'grace',
      'finished',
      'deactivated',
      'cancelled',
      'payment-held',
      'return-decided',
    ];
    const further = [
      ...['revived', 'refund-approved', 'refund-paid', 'visit-completed', 'visit-added', 'call-recorded'],
      ...['visit-counted', 'visit-not-held', 'visit-corrected', 'money-overdue', 'ticket-overdue'],
      ...['collection-missed', 'not-collected', 'ticket-opened visit-record', 'ticket-opened visit-refund'],
    ];
    expect([...words, ...further].filter((word) => !reached.has(word))).toEqual([]);
  });
});

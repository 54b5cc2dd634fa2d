// FK-04, FK-23: the choice of an assignee, and the age of a backlog.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backlogAge, backlogOf } from '../../../domain/ticket/backlog.ts';
import { assigneeFor, type Candidate, distribution } from '../../../domain/distribution.ts';
import { unassigned } from '../../../domain/ticket/distribution.ts';
import { cairo } from '../service-package/builders.ts';
import { aTicket, theTicketPolicy } from './builders.ts';

const policy = theTicketPolicy();
const somebody = (login: string, changes: Partial<Candidate> = {}): Candidate => ({
  login,
  present: true,
  held: 0,
  lastGivenAt: null,
  ...changes,
});

const keyed = (...keys: string[]) => keys.map((key) => ({ key }));

describe('FK-04 distributed over the team', () => {
  const [early, late] = [cairo('2031-03-03 09:00'), cairo('2031-03-03 10:00')];

  test.each([
    [
      'of those present, the one with the fewest tickets',
      [somebody('a', { present: false }), somebody('b', { held: 1 })],
      'a',
    ],
    ['of equally loaded people one who is there', [somebody('a', { present: false }), somebody('b')], 'b'],
    ['then who has waited longest', [somebody('a', { lastGivenAt: late }), somebody('b', { lastGivenAt: early })], 'b'],
    ['or never had one', [somebody('a', { lastGivenAt: early }), somebody('b')], 'b'],
    ['then by login', [somebody('b'), somebody('a')], 'a'],
    [
      'no one is present: the one with the fewest tickets all the same',
      [somebody('a', { present: false, held: 2 }), somebody('b', { present: false, held: 1 })],
      'b',
    ],
    ['an empty team: no one', [], null],
  ])('%s', (_, team, expected) => {
    expect(assigneeFor(team)).toBe(expected);
  });

  test('a batch goes round, and evens out what was uneven', () => {
    const team = [somebody('a', { held: 2 }), somebody('b'), somebody('c', { present: false })];
    const given = distribution(keyed('1', '2', '3', '4', '5'), team, late);
    expect([...given.values()]).toEqual(['b', 'c', 'b', 'c', 'a']);
    expect(distribution(keyed('1'), [], late).size).toBe(0);
  });

  test('some work goes only to people who are at work, and not to the person who has returned it', () => {
    const team = [somebody('a', { present: false }), somebody('b', { held: 5 }), somebody('c', { held: 6 })];
    const given = (work: Parameters<typeof distribution>[0][number]) => distribution([work], team, late).get('1');
    expect(given({ key: '1' })).toBe('a');
    expect(given({ key: '1', presentOnly: true })).toBe('b');
    expect(given({ key: '1', presentOnly: true, except: 'b' })).toBe('c');
    expect(given({ key: '1', except: 'a' })).toBe('b');
    // What no one may get does not hold up the rest.
    const [alone] = team.slice(1);
    const work = [{ key: '1', presentOnly: true as const, except: 'b' }, { key: '2' }];
    expect([...distribution(work, [alone!], late)]).toEqual([['2', 'b']]);
  });

  test('whatever the order in which people are listed, and evenly among present equals', () => {
    const team = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(team, fc.nat({ max: 40 }), (logins, count) => {
        const tickets = keyed(...Array.from({ length: count }, (_, place) => `${place}`));
        const given = distribution(
          tickets,
          logins.map((login) => somebody(login)),
          late,
        );
        const turned = distribution(
          tickets,
          logins.toReversed().map((login) => somebody(login)),
          late,
        );
        expect(turned).toEqual(given);
        const counts = logins.map((login) => [...given.values()].filter((one) => one === login).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('FK-23 the backlog', () => {
  const now = cairo('2031-03-10 10:00');
  const old = aTicket({ id: 'old' }, cairo('2031-03-03 10:00'));
  const fresh = aTicket({ id: 'fresh' }, cairo('2031-03-10 09:00'));
  const closed = aTicket({ id: 'closed', status: 'closed' }, cairo('2031-01-01 10:00'));

  test('counts what is not closed, with the oldest, the overdue and the alarm', () => {
    const found = backlogOf(policy, [old, fresh, closed], now);
    expect(found).toMatchObject({ open: 2, overdue: 1, oldestAge: 7 * 86_400_000, alarm: true });
    expect(found.histogram.map(({ count }) => count)).toEqual([1, 0, 0, 0, 1, 0]);
    expect(found.histogram[0]).toEqual({ from: 'PT0S', until: 'PT4H', count: 1 });
    expect(found.histogram.at(-1)).toEqual({ from: 'PT336H', until: null, count: 0 });
    expect(backlogAge(old, now)).toBe(7 * 86_400_000);
  });

  test('of nothing is nothing, and no alarm', () => {
    expect(backlogOf(policy, [closed], now)).toMatchObject({ open: 0, overdue: 0, oldestAge: null, alarm: false });
  });

  test('the alarm rings a day after the due time, not before', () => {
    const at = (local: string) => backlogOf(policy, [old], cairo(local)).alarm;
    expect([at('2031-03-05 10:00'), at('2031-03-05 10:00:01')]).toEqual([false, true]);
  });

  test('every open ticket is in one column', () => {
    const ages = fc.array(fc.integer({ min: -60, max: 60 * 24 * 40 }));
    fc.assert(
      fc.property(ages, (minutes) => {
        const tickets = minutes.map((age) => ({
          ...old,
          openedAt: new Date(Date.parse(now) - age * 60_000).toISOString(),
        }));
        const columns = backlogOf(policy, tickets, now).histogram;
        expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(minutes.length);
      }),
    );
  });
});

test('FK-04 tickets are distributed if they are open and unassigned', () => {
  const tickets = [
    aTicket({ id: 't1' }),
    aTicket({ id: 't2', assignee: 'cs-1' }),
    aTicket({ id: 't3', status: 'closed' }),
    aTicket({ id: 't4', type: 'not-paid', status: 'waiting-on-customer' }),
    aTicket({ id: 't5', assignee: 'cs-1', status: 'closed' }),
  ];
  expect(unassigned(policy, tickets)).toEqual([
    { key: 't1', team: 'customer-success' },
    { key: 't4', team: 'customer-success' },
  ]);
});

// Every movement sums to zero, and a broken rule about money is noticed.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Account, balance, type LedgerEntry, sums } from '../../../domain/ledger/entry.ts';
import {
  violationsOfBalances,
  violationsOfCancellation,
  violationsOfEntries,
  violationsOfRefunds,
  violationsOfVisits,
} from '../../../domain/ledger/invariants.ts';
import {
  cancelled,
  captured,
  capturedUnapplied,
  refundPaid,
  returnDecided,
  revived,
} from '../../../domain/ledger/movements.ts';
import { money, type Money, negated } from '../../../domain/money.ts';

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const origin = (subject: string) => ({ subject, at: '2031-03-03T08:00:00.000Z', rule: 'FK-21' });

test('every movement sums to nothing, whatever its amounts', () => {
  const amount = fc.nat({ max: 1_000_000_000 }).map(egp);
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      const movements = [
        captured(origin('a'), one),
        capturedUnapplied(origin('b'), one),
        cancelled(origin('c'), one, other),
        returnDecided(origin('d'), one),
        refundPaid(origin('e'), one),
        revived(origin('f'), one),
      ];
      for (const { postings } of movements) expect(sums(postings)['EGP'] ?? 0).toBe(0);
      expect(violationsOfEntries(movements)).toEqual([]);
      expect(movements.flatMap(({ postings }) => postings).some((posting) => posting.amount.amountMinor === 0)).toBe(
        false,
      );
    }),
  );
});

test.each([
  ['captured', captured(origin('a'), egp(2))],
  ['captured-unapplied', capturedUnapplied(origin('a'), egp(2))],
  ['cancellation', cancelled(origin('a'), egp(1), egp(1))],
  ['return-decided', returnDecided(origin('a'), egp(2))],
  ['refund-paid', refundPaid(origin('a'), egp(2))],
  ['revival', revived(origin('a'), egp(2))],
])('the movement %s is named after itself and its subject, and keeps its origin', (kind, movement) => {
  expect(movement).toMatchObject({ ...origin('a'), kind, key: `${kind}/a` });
});

describe('FK-21 the movements of a package', () => {
  const paid = captured(origin('p1'), egp(160_000));
  const given = cancelled(origin('r1'), egp(30_000), egp(70_000));
  const back = refundPaid(origin('r1'), egp(70_000));

  test('cancelled after three of eight: the fee is kept, the refund goes out, three visits stay earned', () => {
    const entries = [paid, given, back];
    const standing = Object.fromEntries(
      (['provider', 'prepaid', 'refund-payable', 'fee-income', 'unapplied'] as const).map((account) => [
        account,
        balance(entries, account, 'EGP'),
      ]),
    );
    expect(standing).toEqual({
      provider: 90_000,
      prepaid: -60_000,
      'refund-payable': 0,
      'fee-income': -30_000,
      unapplied: 0,
    });
    expect(violationsOfBalances(entries)).toEqual([]);
    expect(violationsOfEntries(entries)).toEqual([]);
  });

  test('a late payment goes back in full, or pays for the package that it revives', () => {
    const late = capturedUnapplied(origin('p2'), egp(500));
    const returned = [late, returnDecided(origin('r2'), egp(500)), refundPaid(origin('r2'), egp(500))];
    for (const account of ['provider', 'unapplied', 'refund-payable'] as const) {
      expect(balance(returned, account, 'EGP')).toBe(0);
    }
    expect(violationsOfBalances(returned)).toEqual([]);
    const revival = [late, revived(origin('p2'), egp(500))];
    expect([balance(revival, 'unapplied', 'EGP'), balance(revival, 'prepaid', 'EGP')]).toEqual([0, -500]);
    expect(violationsOfBalances([...returned, ...revival])).toEqual([]);
  });

  test('what is written twice, does not sum up or pays out what is not there is seen', () => {
    expect(violationsOfEntries([paid, paid])).toEqual(['captured/p1 is there twice']);
    const broken: LedgerEntry = { ...paid, postings: paid.postings.slice(0, 1) };
    expect(violationsOfEntries([broken])).toEqual(['captured/p1 does not sum to zero']);
    const twice = { ...back, key: 'refund-paid/again' };
    expect(violationsOfBalances([paid, given, back, twice])).toEqual([
      'refund-payable is 700.00 EGP on the wrong side',
    ]);
    expect(violationsOfBalances([back])).toContain('700.00 EGP more were refunded than captured');
  });

  const transfer = (from: Account, to: Account, amount: Money): LedgerEntry => ({
    ...paid,
    key: `${from}/${to}`,
    postings: [
      { account: from, amount },
      { account: to, amount: negated(amount) },
    ],
  });
  const liabilities = ['prepaid', 'unapplied', 'refund-payable', 'fee-income'] as const;

  test.each(liabilities)('an account on the wrong side is seen: %s', (account) => {
    const held = transfer('provider', account, egp(500));
    expect(violationsOfBalances([held])).toEqual([]);
    expect(violationsOfBalances([held, transfer(account, 'provider', egp(500))])).toEqual([]);
    const other = account === 'prepaid' ? 'unapplied' : 'prepaid';
    expect(violationsOfBalances([held, transfer(account, other, egp(501))])).toEqual([
      `${account} is 0.01 EGP on the wrong side`,
    ]);
  });

  test('more paid out than held is seen, to the last piastre, and in each currency apart', () => {
    const [held, gone] = [transfer('provider', 'prepaid', egp(500)), transfer('prepaid', 'provider', egp(501))];
    expect(violationsOfBalances([held, transfer('prepaid', 'provider', egp(500))])).toEqual([]);
    const wrong = ['0.01 EGP more were refunded than captured', 'prepaid is 0.01 EGP on the wrong side'];
    expect(violationsOfBalances([held, gone])).toEqual(wrong);
    const dollars = transfer('provider', 'prepaid', money(1_000, 'USD'));
    expect(violationsOfBalances([dollars, held, gone])).toEqual(wrong);
  });

  test('two currencies do not make up for each other', () => {
    const mixed: LedgerEntry = {
      ...paid,
      postings: [
        { account: 'provider', amount: egp(5) },
        { account: 'prepaid', amount: money(-5, 'USD') },
      ],
    };
    expect(violationsOfEntries([mixed])).toHaveLength(1);
  });
});

describe('what must hold besides', () => {
  const refund = {
    id: 'r1',
    payment: 'p1',
    amount: egp(1),
    status: 'approved',
    preparedBy: 'cs-1',
    approvedBy: 'finance-1',
  } as const;

  test('FK-21 one open refund for each payment, approved by somebody else', () => {
    expect(violationsOfRefunds([refund, { ...refund, id: 'r2', status: 'refused' }])).toEqual([]);
    expect(violationsOfRefunds([refund, { ...refund, id: 'r2', status: 'paid' }])).toEqual([]);
    expect(violationsOfRefunds([{ ...refund, status: 'awaiting-approval', approvedBy: null }])).toEqual([]);
    expect(violationsOfRefunds([refund, { ...refund, id: 'r2', status: 'unknown' }])).toEqual([
      'p1 has two open refunds',
    ]);
    expect(violationsOfRefunds([{ ...refund, approvedBy: 'cs-1' }])).toEqual(['r1 was prepared and approved by cs-1']);
    expect(violationsOfRefunds([{ ...refund, status: 'paid', approvedBy: null }])).toEqual([
      'r1 went on without approval',
    ]);
  });

  test('FK-21 fee and refund are the value', () => {
    expect(violationsOfCancellation({ value: egp(10), fee: egp(3), refund: egp(7) })).toEqual([]);
    expect(violationsOfCancellation({ value: egp(10), fee: egp(0), refund: egp(10) })).toEqual([]);
    expect(violationsOfCancellation({ value: egp(10), fee: egp(3), refund: egp(8) })).toEqual([
      'fee and refund are 0.11 EGP, the value is 0.10 EGP',
    ]);
    expect(violationsOfCancellation({ value: egp(10), fee: egp(-1), refund: egp(11) })).toEqual([
      'an amount is negative',
    ]);
  });

  test('FK-17 used, remaining and forfeited are what was bought', () => {
    expect(violationsOfVisits({ bought: 8, used: 3, remaining: 4, forfeited: 1 })).toEqual([]);
    expect(violationsOfVisits({ bought: 8, used: 3, remaining: 4, forfeited: 0 })).toEqual([
      '7 visits are accounted for, 8 were bought',
    ]);
    expect(violationsOfVisits({ bought: 8, used: 9, remaining: -1, forfeited: 0 })).toEqual([
      'a number of visits is negative',
    ]);
  });
});

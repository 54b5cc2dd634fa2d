// All stored parts of a package agree. Each part that disagrees is named.
import { describe, expect, test } from '@jest/globals';
import type { LedgerEntry, MovementKind } from '../../../domain/ledger/entry.ts';
import { money } from '../../../domain/money.ts';
import { type StoredPackage, violationsOfStored } from '../../../domain/service-package/stored.ts';
import { aBooking, cairo, Life } from './builders.ts';

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const begun = () => new Life(aBooking(), cairo('2031-03-03 10:00'));

/** Paid, cancelled after three of eight visits, and refunded. */
function paidBack(): StoredPackage {
  const life = begun().pays('2031-03-03 11:00');
  for (const visitId of ['v1', 'v2', 'v3']) {
    life.does(`2031-03-${7 + 3 * Number(visitId[1])} 15:00`, 'ops-1', { kind: 'complete-visit', visitId });
  }
  life.does('2031-03-17 10:00', 'cs-1', { kind: 'cancel', refundId: 'r1' });
  life.does('2031-03-17 11:00', 'finance-1', { kind: 'approve-refund', refundId: 'r1' });
  life.settles('2031-03-17 11:01', { refundId: 'r1', attempt: 1, status: 'paid' });
  return {
    ...storedOf(life, { stage: 'cancelled', paid: true, visitsLeft: 5 }),
    payments: [{ id: 'p1', amount: egp(160_000), why: null, decision: null }],
    refunds: [{ id: 'r1', payment: 'p1', amount: egp(70_000), status: 'paid' }],
  };
}

/** Paid after it was cancelled; a person decides about the money. */
function paidTooLate(decision: 'refund' | 'revive'): StoredPackage {
  const life = begun().pays('2031-03-09 21:30');
  life.does('2031-03-10 09:00', 'cs-1', { kind: 'decide-payment', paymentId: 'p1', decision, refundId: 'r1' });
  const isBack = decision === 'refund';
  return {
    ...storedOf(life, { stage: isBack ? 'cancelled' : 'active', paid: !isBack, visitsLeft: 8 }),
    payments: [{ id: 'p1', amount: egp(160_000), why: 'package-cancelled', decision }],
    refunds: isBack ? [{ id: 'r1', payment: 'p1', amount: egp(160_000), status: 'awaiting-approval' }] : [],
  };
}

type Row = Pick<StoredPackage['columns'], 'stage' | 'paid' | 'visitsLeft'>;

function storedOf({ state, moves }: Life, row: Row): Omit<StoredPackage, 'payments' | 'refunds'> {
  return {
    state,
    columns: { version: state.version, bought: 8, price: egp(160_000), ...row },
    visits: state.visits.map(({ id, status }) => ({ id, status })),
    tickets: state.tickets.map(({ id, status }) => ({ id, status })),
    ledger: moves.flatMap(({ ledger }) => ledger),
  };
}

test.each([
  ['paid back', paidBack()],
  ['a late payment that goes back', paidTooLate('refund')],
  ['a late payment that revives', paidTooLate('revive')],
])('what its moves have written is right: %s', (_, stored) => {
  expect(violationsOfStored(stored)).toEqual([]);
});

describe('a column that says something else', () => {
  test.each<[Partial<StoredPackage['columns']>, string]>([
    [{ version: 99 }, 'column version is stored as {"value":99}'],
    [{ stage: 'active' }, 'column stage is stored as {"value":"active"}, the state says {"value":"cancelled"}'],
    [{ bought: 9 }, 'column bought is stored as {"value":9}, the state says {"value":8}'],
    [{ paid: false }, 'column paid is stored as {"value":false}, the state says {"value":true}'],
    [{ visitsLeft: 4 }, 'column left is stored as {"value":4}, the state says {"value":5}'],
    [{ price: egp(1) }, 'column amount is stored as {"value":1}, the state says {"value":160000}'],
    [{ price: money(160_000, 'USD') }, 'column currency is stored as {"value":"USD"}, the state says {"value":"EGP"}'],
  ])('%j', (change, expected) => {
    const stored = paidBack();
    const said = violationsOfStored({ ...stored, columns: { ...stored.columns, ...change } });
    expect(said).toEqual([expect.stringContaining(expected)]);
  });

  test('the balance of visits of the state itself', () => {
    const stored = paidBack();
    expect(violationsOfStored({ ...stored, state: { ...stored.state, forfeited: 9 } })).toContain(
      'a number of visits is negative',
    );
  });
});

describe('a part that says something else', () => {
  const change = <Part extends { id: string }>(parts: readonly Part[], id: string, to: Partial<Part>) =>
    parts.map((part) => (part.id === id ? { ...part, ...to } : part));

  test.each<[string, (stored: StoredPackage) => Partial<StoredPackage>, string]>([
    [
      'a visit',
      ({ visits }) => ({ visits: change(visits, 'v1', { status: 'planned' }) }),
      'visit v1 is stored as {"status":"planned"}, the state says {"status":"completed"}',
    ],
    [
      'a visit that is not stored',
      ({ visits }) => ({ visits: visits.slice(1) }),
      'visit v1 is stored as {"is":"missing"}, the state says {"status":"completed"}',
    ],
    [
      'a visit that the state has not',
      ({ visits }) => ({ visits: [...visits, { id: 'v9', status: 'planned' }] }),
      'visit v9 is stored as {"status":"planned"}, the state says {"is":"missing"}',
    ],
    [
      'a ticket that the state has not',
      () => ({ tickets: [{ id: 'not-paid', status: 'open' }] }),
      'ticket not-paid is stored as {"status":"open"}, the state says {"is":"missing"}',
    ],
    [
      'the reason for which a payment is held',
      ({ payments }) => ({ payments: change(payments, 'p1', { decision: 'refund' }) }),
      'payment p1 is stored as {"amount":{"amountMinor":160000,"currency":"EGP"},"decision":"refund","why":null}, the state says {"amount":{"amountMinor":160000,"currency":"EGP"},"decision":null,"why":null}',
    ],
    [
      'a refund of another payment',
      ({ refunds }) => ({ refunds: change(refunds, 'r1', { payment: 'p2' }) }),
      'refund r1 is stored as {"amount":{"amountMinor":70000,"currency":"EGP"},"payment":"p2","status":"paid"}, the state says {"amount":{"amountMinor":70000,"currency":"EGP"},"payment":"p1","status":"paid"}',
    ],
  ])('%s', (_, changes, expected) => {
    const stored = paidBack();
    expect(violationsOfStored({ ...stored, ...changes(stored) })).toEqual([expected]);
  });

  test('a database gives fields back in another order: that is the same', () => {
    const stored = paidTooLate('refund');
    const turned = <Part extends object>(parts: readonly Part[]): Part[] =>
      parts.map((part) => Object.fromEntries(Object.entries(part).toReversed()) as Part);
    expect(
      violationsOfStored({ ...stored, payments: turned(stored.payments), refunds: turned(stored.refunds) }),
    ).toEqual([]);
  });
});

describe('each movement of money is in the ledger once, in its amount', () => {
  const cases: [MovementKind, StoredPackage, string][] = [
    ['captured', paidBack(), 'captured/p1'],
    ['cancellation', paidBack(), 'cancellation/r1'],
    ['refund-paid', paidBack(), 'refund-paid/r1'],
    ['captured-unapplied', paidTooLate('refund'), 'captured-unapplied/p1'],
    ['return-decided', paidTooLate('refund'), 'return-decided/r1'],
    ['captured-unapplied', paidTooLate('revive'), 'captured-unapplied/p1'],
    ['revival', paidTooLate('revive'), 'revival/p1'],
  ];
  const only = (stored: StoredPackage, ledger: readonly LedgerEntry[]) =>
    violationsOfStored({ ...stored, ledger }).filter(
      (what) => what.includes(' in the ledger') || / is not of /.test(what),
    );

  test.each(cases)('%s lost', (_, stored, key) => {
    const rest = stored.ledger.filter((entry) => entry.key !== key);
    expect(rest).toHaveLength(stored.ledger.length - 1);
    expect(only(stored, rest)).toEqual([`${key} is missing in the ledger`]);
  });

  test.each(cases)('%s of another amount', (_, stored, key) => {
    const oneMore = (entry: LedgerEntry): LedgerEntry => ({
      ...entry,
      postings: entry.postings.map(({ account, amount }) => ({
        account,
        amount: egp(amount.amountMinor + Math.sign(amount.amountMinor)),
      })),
    });
    const changed = stored.ledger.map((entry) => (entry.key === key ? oneMore(entry) : entry));
    expect(only(stored, changed)).toEqual([expect.stringMatching(`^${key} is not of [\\d.]+ EGP$`)]);
  });

  test.each(cases)('%s on the wrong side', (_, stored, key) => {
    const turned = (entry: LedgerEntry): LedgerEntry => ({
      ...entry,
      postings: entry.postings.map(({ account, amount }) => ({ account, amount: egp(-amount.amountMinor) })),
    });
    const changed = stored.ledger.map((entry) => (entry.key === key ? turned(entry) : entry));
    expect(only(stored, changed)).toEqual([expect.stringMatching(`^${key} is not of [\\d.]+ EGP$`)]);
  });

  test('a movement for which nothing has happened', () => {
    const stored = paidBack();
    const [captured] = stored.ledger;
    if (captured === undefined) throw new Error('the payment was captured');
    const stray: LedgerEntry = { ...captured, key: 'captured/p2', subject: 'p2' };
    const what = 'captured/p2 is in the ledger and nothing has happened that it would be for';
    expect(only(stored, [...stored.ledger, stray])).toEqual([what]);
  });

  test('FK-21 a cancellation that gives nothing back has a movement and no refund', () => {
    const stored = paidBack();
    const given = stored.ledger.find(({ kind }) => kind === 'cancellation');
    if (given === undefined) throw new Error('the package was cancelled');
    const nothingBack: LedgerEntry = { ...given, key: 'cancellation/r2', subject: 'r2' };
    expect(only(stored, [...stored.ledger, nothingBack])).toEqual([]);
  });

  test('a refund that is not paid out has no movement of its own', () => {
    const stored = paidBack();
    const said = violationsOfStored({
      ...stored,
      refunds: stored.refunds.map((one) => ({ ...one, status: 'unknown' })),
    });
    expect(said).toContain('refund-paid/r1 is in the ledger and nothing has happened that it would be for');
  });
});

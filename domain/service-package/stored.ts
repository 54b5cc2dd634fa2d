import type { LedgerEntry, MovementKind } from '../ledger/entry.ts';
import { decimalText, isSameAmount, type Money } from '../money.ts';
import { violationsOfPackage } from './invariants.ts';
import type { ServicePackageState } from './state.ts';
import { visitsLeft } from './visits.ts';

type Columns = Pick<ServicePackageState, 'version' | 'stage' | 'bought' | 'price'> & {
  paid: boolean;
  visitsLeft: number;
};
type StoredPayment = { id: string; amount: Money; why: string | null; decision: string | null };
type StoredRefund = { id: string; payment: string; amount: Money; status: string };

/** The tables' content for one package. */
export type StoredPackage = {
  state: ServicePackageState;
  columns: Columns;
  visits: readonly { id: string; status: string }[];
  payments: readonly StoredPayment[];
  refunds: readonly StoredRefund[];
  tickets: readonly { id: string; status: string }[];
  ledger: readonly LedgerEntry[];
};

/** All contradictions between the parts of a stored package, and its broken invariants; empty for a correct one. */
export function violationsOfStored(stored: StoredPackage): string[] {
  const { state, ledger } = stored;
  return [...violationsOfPackage(state, ledger), ...disagreements(stored), ...violationsOfMovements(stored)];
}

function disagreements({ state, columns, visits, payments, refunds, tickets }: StoredPackage): string[] {
  const { version, stage, bought, price, payment, heldPayments } = state;
  const should: Columns = { version, stage, bought, price, paid: payment !== null, visitsLeft: visitsLeft(state) };
  const held = heldPayments.map(({ id, amount, why, decision }): StoredPayment => ({ id, amount, why, decision }));
  const applied = payment === null || held.some(({ id }) => id === payment.id) ? [] : [payment];
  const paid = applied.map(({ id, amount }): StoredPayment => ({ id, amount, why: null, decision: null }));
  return [
    ...differences('column', asFields(columns), asFields(should)),
    ...differences('visit', visits, state.visits.map(withStatus)),
    ...differences('ticket', tickets, state.tickets.map(withStatus)),
    ...differences('payment', payments, [...held, ...paid]),
    ...differences('refund', refunds, state.refunds.map(refundFacts)),
  ];
}

const withStatus = ({ id, status }: { id: string; status: string }) => ({ id, status });
const refundFacts = ({ id, payment, amount, status }: StoredRefund): StoredRefund => ({ id, payment, amount, status });

function asFields(columns: Columns): { id: string; value: unknown }[] {
  const { version, stage, bought, price, paid, visitsLeft: left } = columns;
  const fields = { version, stage, bought, paid, left, amount: price.amountMinor, currency: price.currency };
  return Object.entries(fields).map(([id, value]) => ({ id, value }));
}

function differences(what: string, found: readonly { id: string }[], should: readonly { id: string }[]): string[] {
  const ids = [...new Set([...found, ...should].map(({ id }) => id))];
  return ids
    .filter((id) => sameOf(found, id) !== sameOf(should, id))
    .map((id) => `${what} ${id} is stored as ${sameOf(found, id)}, the state says ${sameOf(should, id)}`);
}

function sameOf(things: readonly { id: string }[], id: string): string {
  const { id: _id, ...facts } = things.find((thing) => thing.id === id) ?? { id, is: 'missing' };
  return JSON.stringify(facts, (_key, value: unknown) => sorted(value));
}

// The database returns fields in another order.
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each payment is captured once, in its amount. Each refund is booked once as payable, and once as paid. */
function violationsOfMovements({ state, payments, refunds, ledger }: StoredPackage): string[] {
  const due = [
    ...payments.map(({ id, why, amount }) => expected(why === null ? 'captured' : 'captured-unapplied', id, amount)),
    ...payments
      .filter(({ decision }) => decision === 'revive')
      .map(({ id, amount }) => expected('revival', id, amount)),
    ...state.refunds.map(({ id, why, amount }) =>
      expected(why === 'held-payment' ? 'return-decided' : 'cancellation', id, amount),
    ),
    ...refunds.filter(({ status }) => status === 'paid').map(({ id, amount }) => expected('refund-paid', id, amount)),
  ];
  const keys = new Set(due.map(({ key }) => key));
  // A cancellation without a refund still has a movement.
  const undue = ledger.filter(({ key, kind }) => !keys.has(key) && kind !== 'cancellation');
  return [
    ...due.flatMap(({ key, kind, amount }) => {
      const entry = ledger.find((one) => one.key === key);
      if (entry === undefined) return [`${key} is missing in the ledger`];
      return isOfAmount(entry, kind, amount) ? [] : [`${key} is not of ${decimalText(amount)} ${amount.currency}`];
    }),
    ...undue.map(({ key }) => `${key} is in the ledger and nothing has happened that it would be for`),
  ];
}

function expected(kind: MovementKind, subject: string, amount: Money) {
  return { key: `${kind}/${subject}`, kind, amount };
}

/** The account with the whole amount of a movement; a cancellation's fee is on another one. */
const ACCOUNT_OF: Record<MovementKind, LedgerEntry['postings'][number]['account']> = {
  captured: 'prepaid',
  'captured-unapplied': 'unapplied',
  cancellation: 'refund-payable',
  'return-decided': 'refund-payable',
  'refund-paid': 'provider',
  revival: 'prepaid',
};

function isOfAmount({ postings }: LedgerEntry, kind: MovementKind, { amountMinor, currency }: Money): boolean {
  return postings.some(
    ({ account, amount }) =>
      account === ACCOUNT_OF[kind] && isSameAmount(amount, { amountMinor: -amountMinor, currency }),
  );
}

// Service packages as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { insertContact } from '../../db/write/contacts.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import {
  insertServicePackage,
  type NewServicePackage,
  updateServicePackage,
  writeParts,
} from '../../db/write/service-packages.ts';
import { writeNote } from '../../db/write/timeline.ts';
import { money } from '../../domain/money.ts';
import { type RecordedMove, recordedMove } from '../../domain/service-package/record.ts';
import type { HeldPayment, Payment, Refund, ServicePackageState } from '../../domain/service-package/state.ts';
import { cairo } from '../domain/service-package/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { aLifeToStore } from '../harness/stored-life.ts';

const AT = cairo('2031-03-03 10:00');
const LATER = cairo('2031-03-03 11:00');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const payment: Payment = { id: 'cash/1', requestId: null, method: 'cash', amount: money(160_000, 'EGP'), at: AT };
const em = () => database.orm.em.fork();
const program = 'filkhedma';

/** The move with the row that its state makes. */
const recorded = (move: RecordedMove): RecordedMove => ({
  ...{ ...move, row: recordedMove(aLifeToStore().life.policy, move).row },
});

/** A booked package without its parts, and its move. */
async function aPackage(changes: Partial<NewServicePackage> = {}, state: Partial<ServicePackageState> = {}) {
  const [{ life, visits, requestId }, id, contactId] = [aLifeToStore(), randomUUID(), randomUUID()];
  await insertContact(em(), { id: contactId, program, name: 'Mona', phone: '+201001234567', address: null }, AT);
  const policyDigest = await keepPolicy(em(), life.policy);
  const booked = { id, program, contactId, policyDigest, bookedBy: 'cc-1', collection: null, ...changes };
  const [first] = life.moves;
  if (first === undefined) throw new Error('a life begins with a booking');
  const move = recordedMove(life.policy, { ...first, state: { ...first.state, ...state } });
  await insertServicePackage(em(), booked, move);
  return { ...booked, visits, requestId, move };
}

const next = (move: RecordedMove, changes: Partial<ServicePackageState> = {}): RecordedMove => ({
  ...recorded({ ...move, at: LATER, state: { ...move.state, ...changes, version: move.state.version + 1 } }),
});
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

async function headerOf(id: string) {
  const found = await row<{ movedAt: string }>(
    em(),
    sql`select version, stage, paid, moved_at as "movedAt", starts_on as "startsOn", expires_on as "expiresOn",
      grace_ends_on as "graceEndsOn", visits_left as "visitsLeft", state from service_packages join cases using (id) where id = ${id}::uuid`,
  );
  return found && { ...found, movedAt: instantOf(found.movedAt) };
}

function headerAs({ state, at, visitsLeft }: RecordedMove) {
  const { version, stage, payment, startsOn, expiresOn, graceEndsOn } = state;
  const days = { startsOn, expiresOn, graceEndsOn };
  return { version, stage, paid: payment !== null, movedAt: at, ...days, visitsLeft, state: plain(state) };
}

describe('a package', () => {
  test('is booked with all that lists ask for, for its customer alone', async () => {
    const { id, contactId, policyDigest, move } = await aPackage();
    expect(await headerOf(id)).toEqual(headerAs(move));
    const kept = sql`select p.program, contact_id as "contactId", policy_digest as "policyDigest", booked_by as "bookedBy", bought,
      price_minor::int as price, currency, collect_at as "at", collect_address as address, replaces,
      booked_at = ${AT}::timestamptz as "isThen" from service_packages p join cases using (id) where id = ${id}::uuid`;
    expect(await row(em(), kept)).toEqual({
      ...{ program, contactId, policyDigest, bookedBy: 'cc-1', bought: 8, price: move.state.price.amountMinor },
      ...{ currency: 'EGP', at: null, address: null, replaces: null, isThen: true },
    });
  });

  test('is paid when there is a payment, as lists ask for it', async () => {
    const [booked, paid] = [await aPackage(), await aPackage({}, { payment })];
    expect([await headerOf(booked.id), await headerOf(paid.id)]).toMatchObject([{ paid: false }, { paid: true }]);
  });

  test('FK-12: names the one from which it was booked again', async () => {
    const ended = await aPackage();
    const { id } = await aPackage({ replaces: ended.id });
    const named = sql`select replaces from service_packages where id = ${id}::uuid`;
    expect(await row(em(), named)).toEqual({ replaces: ended.id });
  });

  test('moves on from where it is, and only from there; no other moves with it', async () => {
    const [{ id, move }, other] = [await aPackage(), await aPackage()];
    const unpaid = next(move);
    const following = { ...next(unpaid, { payment, stage: 'active' }), visitsLeft: 7 };
    expect(await updateServicePackage(em(), id, unpaid)).toBe(true);
    expect(await headerOf(id)).toEqual(headerAs(unpaid));
    expect(await updateServicePackage(em(), id, following)).toBe(true);
    expect(await headerOf(id)).toEqual(headerAs(following));
    for (const late of [following, next(next(following))]) {
      expect(await updateServicePackage(em(), id, { ...late, visitsLeft: 1 })).toBe(false);
    }
    expect(await headerOf(id)).toEqual(headerAs(following));
    expect(await headerOf(other.id)).toEqual(headerAs(other.move));
  });
});

describe('FK-02: where and when cash is collected', () => {
  const booked = { at: cairo('2031-03-04 12:00'), address: 'Nile street' };
  const collectedOf = async (id: string) => {
    const found = await row<{ at: string | null; address: string | null }>(
      em(),
      sql`select collect_at as at, collect_address as address from service_packages where id = ${id}::uuid`,
    );
    return found && { ...found, at: instantOf(found.at) };
  };
  const asked = (method: 'cash' | 'card', changes: object = {}) => ({
    ...{ id: randomUUID(), method, at: AT, status: 'open' as const, ...changes },
  });

  test('is what was agreed last; the address stays unless another was noted', async () => {
    const { id, move } = await aPackage({ collection: booked });
    expect(await collectedOf(id)).toEqual(booked);
    let moved = move;
    const ask = async (request: ReturnType<typeof asked>) => {
      moved = next(moved, { paymentRequests: [...moved.state.paymentRequests, request] });
      await updateServicePackage(em(), id, moved);
      return collectedOf(id);
    };
    expect(await ask(asked('card'))).toEqual(booked);
    const [sooner, later] = [cairo('2031-03-05 12:00'), cairo('2031-03-06 12:00')];
    expect(await ask(asked('cash', { collectAt: sooner }))).toEqual({ ...booked, at: sooner });
    const note = { id: randomUUID(), caseId: id, by: 'cc-1', text: 'Garden street' };
    await writeNote(em(), note, AT);
    const elsewhere = { at: later, address: 'Garden street' };
    expect(await ask(asked('cash', { collectAt: later, addressNoteId: note.id }))).toEqual(elsewhere);
    expect(await ask(asked('card', { collectAt: null }))).toEqual(elsewhere);
  });
});

describe('the parts of a package', () => {
  const partsOf = async ({ id }: { id: string }) => ({
    visits: await rows(
      em(),
      sql`select id, status, starts_at = ${AT}::timestamptz as "isMoved" from visits
      where package_id = ${id}::uuid and program = ${program} order by starts_at`,
    ),
    requests: await rows(
      em(),
      sql`select id, method, status, at = ${AT}::timestamptz as "isThen" from payment_requests
      where package_id = ${id}::uuid order by at, id`,
    ),
    payments: await rows(
      em(),
      sql`select id, request_id as request, method, amount_minor::int as amount, currency, held_why as why, decision,
      due_at = ${LATER}::timestamptz as "isDue" from payments where package_id = ${id}::uuid order by id`,
    ),
    refunds: await rows(
      em(),
      sql`select id, payment_id as payment, amount_minor::int as amount, currency, why, status, attempt,
      prepared_by as prepared, approved_by as approved, due_at = ${LATER}::timestamptz as "isDue", reference from refunds
      where package_id = ${id}::uuid order by id`,
    ),
  });
  const write = (whose: { id: string }, state: ServicePackageState) =>
    em().transactional((tx) => writeParts(tx, { id: whose.id, program }, state));

  test('are the visits and what the customer was asked to pay; of money there is none yet', async () => {
    const whose = await aPackage();
    const { state } = whose.move;
    await write(whose, state);
    const visits = whose.visits.map((id) => ({ id, status: 'planned', isMoved: false }));
    const requests = [{ id: whose.requestId, method: 'card', status: 'open', isThen: true }];
    expect(await partsOf(whose)).toEqual({ visits, requests, payments: [], refunds: [] });
    const later = state.visits.map((visit, place) => ({
      ...(place === 1 ? { ...visit, startsAt: AT, status: 'cancelled' as const } : visit),
    }));
    const expired = state.paymentRequests.map((request) => ({ ...request, status: 'expired' as const }));
    for (const _ of [1, 2]) await write(whose, { ...state, visits: later, paymentRequests: expired });
    const [first, second, ...others] = visits;
    expect(await partsOf(whose)).toMatchObject({
      visits: [{ ...second, status: 'cancelled', isMoved: true }, first, ...others],
      requests: [{ id: whose.requestId, status: 'expired' }],
    });
  });

  test('are a payment, and money that is held with what was decided about it', async () => {
    const whose = await aPackage();
    const { requestId, move } = whose;
    const paid = {
      id: `paymob/${whose.id}`,
      requestId,
      method: 'card',
      amount: money(160_000, 'EGP'),
      at: AT,
    } as const;
    const held: HeldPayment = {
      ...{ ...paid, id: `paymob/${whose.id}/2`, requestId: null, amount: money(100, 'EGP') },
      ...{ why: 'amount-differs', decision: null, dueAt: LATER },
    };
    const asRow = { method: 'card', currency: 'EGP', decision: null };
    const payments = [
      { ...asRow, id: paid.id, request: requestId, amount: 160_000, why: null, isDue: null },
      { ...asRow, id: held.id, request: null, amount: 100, why: 'amount-differs', isDue: true },
    ];
    await write(whose, { ...move.state, payment: paid, heldPayments: [held] });
    expect(await partsOf(whose)).toMatchObject({ payments });
    const decided: HeldPayment = { ...held, decision: 'revive' };
    // A held payment that revives its package is its payment, and stays the held one.
    await write(whose, { ...move.state, payment: decided, heldPayments: [decided] });
    expect(await partsOf(whose)).toMatchObject({ payments: [payments[0], { ...payments[1], decision: 'revive' }] });
  });

  test('are refunds as they stand, with the reference under which cash was handed out', async () => {
    const whose = await aPackage();
    const payment = {
      id: `cash/${whose.id}`,
      requestId: null,
      method: 'cash',
      amount: money(160_000, 'EGP'),
      at: AT,
    } as const;
    const refund: Refund = {
      ...{ id: randomUUID(), payment: payment.id, amount: money(40_000, 'EGP'), preparedBy: 'cs-1', approvedBy: null },
      ...{ at: AT, why: 'cancellation', status: 'awaiting-approval', attempt: 0, dueAt: LATER },
    };
    const state = { ...whose.move.state, payment };
    await write(whose, { ...state, refunds: [refund] });
    const asRow = {
      id: refund.id,
      payment: payment.id,
      amount: 40_000,
      currency: 'EGP',
      why: 'cancellation',
      prepared: 'cs-1',
    };
    const waiting = { ...asRow, status: 'awaiting-approval', attempt: 0, approved: null, isDue: true, reference: null };
    expect(await partsOf(whose)).toMatchObject({ refunds: [waiting] });
    const note = { id: randomUUID(), caseId: whose.id, by: 'finance-1', text: 'receipt 17' };
    await writeNote(em(), note, AT);
    const handedOut = { ...refund, status: 'paid', approvedBy: 'finance-1', attempt: 1, dueAt: null } as const;
    await write(whose, { ...state, refunds: [{ ...handedOut, referenceNoteId: note.id }] });
    const given = { ...asRow, status: 'paid', attempt: 1, approved: 'finance-1', isDue: null, reference: 'receipt 17' };
    expect(await partsOf(whose)).toMatchObject({ refunds: [given] });
  });
});

test('a customer is kept as they are called and written to', async () => {
  const contact = { id: randomUUID(), program, name: 'منى', phone: '+201001234567', address: 'Nile street' };
  await insertContact(em(), contact, AT);
  const kept = sql`select id, program, name, phone, address from contacts where id = ${contact.id}::uuid and created_at = ${AT}::timestamptz`;
  expect(await row(em(), kept)).toEqual(contact);
});

test('a policy is kept once, under what it says; another one is another', async () => {
  const policy = { version: randomUUID(), rules: { a: 'FK-01' } };
  const digests = [await keepPolicy(em(), policy), await keepPolicy(em(), { ...policy })];
  const other = await keepPolicy(em(), { ...policy, rules: {} });
  expect([digests[0] === digests[1], digests[0] === other]).toEqual([true, false]);
  const kept = sql`select policy from policy_snapshots where digest = ${digests[0]}`;
  expect(await rows(em(), kept)).toEqual([{ policy }]);
});

// Two writes of one case at once: a move is written once, and never over another.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { writePackageMoves } from '../../db/write/service-package-moves.ts';
import { recordedMove as recordedRequest } from '../../domain/conversation/process.ts';
import { recordedTicket } from '../../domain/ticket/process.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import type { Em } from '../../db/orm.ts';
import { beginRequest } from '../../domain/conversation/intake.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { categoryPolicy } from '../../domain/conversation/policy.ts';
import { recordedMove } from '../../domain/service-package/record.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import { cairo, person } from '../domain/service-package/builders.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = cairo('2031-03-03 10:00');
const LATER = cairo('2031-03-03 11:00');

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

/** A stored case and a function that writes its next move. */
type Movable = {
  id: string;
  write(em: Em): Promise<{ kind: string }>;
};

/** A booked package, and its payment. */
async function aPackage(): Promise<Movable> {
  const { life, requestId } = aLifeToStore();
  const id = await storeLife(database.orm, life);
  const known = life.moves.length;
  life.pays('2031-03-03 11:00', { id: `paymob/${requestId}`, requestId });
  const moves = life.moves.slice(known).map((move) => recordedMove(life.policy, move));
  return { id, write: (em) => writePackageMoves(em, id, moves, null) };
}

/** An open ticket without a process, and its taking. */
async function aTicket(): Promise<Movable> {
  const ticket = await aStoredTicket(database.orm, 'outbound-sales-request', AT);
  const move = moveOfTicketCommand(theTicketPolicy(), ticket, { kind: 'take', by: person('cs-1') }, LATER);
  if (move === null) throw new Error('nothing has changed');
  return {
    id: ticket.id,
    write: (em) => writeTicketMove(em, recordedTicket(theTicketPolicy(), move.state), move, null),
  };
}

/** A waiting conversation, and its acceptance. */
async function aConversation(): Promise<Movable> {
  const [id, customerId, policy] = [randomUUID(), randomUUID(), cdekPolicy()];
  const category = categoryPolicy(policy, 'order');
  if (category === undefined) throw new Error('cdek has no category order');
  const begun = beginRequest(policy, category, AT);
  await database.orm.em.fork().transactional(async (em) => {
    await insertCustomer(em, { id: customerId, program: 'cdek', tokenHash: randomUUID() }, AT);
    const blank = { previousId: null, intakeStep: 'category' as const };
    await insertConversation(em, { id, program: 'cdek', customerId, ...blank }, AT);
    await writeConversationMove(em, id, recordedRequest(begun));
  });
  const move = moveOfCommand(policy, begun.state, { kind: 'accept', by: { login: 'klo-1', roles: ['klo'] } }, LATER);
  if (move === null) throw new Error('nothing has changed');
  return { id, write: (em) => writeConversationMove(em, id, recordedRequest(move)) };
}

const inTransaction = ({ write }: Movable) => database.orm.em.fork().transactional(write);

/** The number of rows about a case besides its record. */
async function told({ id }: Movable): Promise<number[]> {
  const counts: number[] = [];
  for (const table of ['timeline_entries', 'live_events', 'audit_entries', 'ledger_entries']) {
    const found = await rows(
      database.orm.em.fork(),
      sql`select 1 from ${sql.table(table)} where case_id = ${id}::uuid`,
    );
    counts.push(found.length);
  }
  return counts;
}

async function versionOf({ id }: Movable): Promise<number | undefined> {
  const found = await rows<{ version: number }>(
    database.orm.em.fork(),
    sql`select version from cases where id = ${id}::uuid`,
  );
  return found[0]?.version;
}

/** Starts writes while a transaction holds what they need, commits it when all of them wait for it, and waits for them. */
async function during<T>(
  hold: (em: Em) => Promise<unknown>,
  begin: () => Promise<T>[],
): Promise<PromiseSettledResult<T>[]> {
  const em = database.orm.em.fork();
  await em.begin();
  await hold(em);
  const begun = begin();
  const outcomes = Promise.allSettled(begun);
  try {
    await untilBlocked(database.orm, begun.length);
  } finally {
    await em.commit();
  }
  return outcomes;
}

describe.each([
  ['package', aPackage],
  ['ticket', aTicket],
  ['conversation', aConversation],
])('%s', (_, aCase) => {
  test('a move that is written twice at once is written once', async () => {
    const [alone, twice] = [await aCase(), await aCase()];
    await inTransaction(alone);
    const locked =
      ({ id }: Movable) =>
      (em: Em) =>
        rows(em, sql`select 1 from cases where id = ${id}::uuid for update`);
    const outcomes = await during(locked(twice), () => [inTransaction(twice), inTransaction(twice)]);
    const kinds = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.kind : outcome.reason));
    expect(new Set(kinds)).toEqual(new Set(['already', 'written']));
    expect(await told(twice)).toEqual(await told(alone));
  });

  test('a move waits while its case is held, and others do not', async () => {
    const [held, other] = [await aCase(), await aCase()];
    const outcomes = await during(
      async (em) => {
        await lockCase(em, held.id);
        await inTransaction(other);
      },
      () => [inTransaction(held)],
    );
    expect(outcomes).toMatchObject([{ status: 'fulfilled', value: { kind: 'written' } }]);
  });

  test('a move is not written over one that was written past the lock', async () => {
    const movable = await aCase();
    const [before, version = 0] = [await told(movable), await versionOf(movable)];
    const { id } = movable;
    const passing = (em: Em) => rows(em, sql`update cases set version = version + 1 where id = ${id}::uuid`);
    const [outcome] = await during(passing, () => [inTransaction(movable)]);
    expect(outcome?.status === 'fulfilled' ? outcome.value.kind : String(outcome?.reason)).toMatch(
      /^otherwise$|has moved meanwhile$/,
    );
    expect(await versionOf(movable)).toBe(version + 1);
    expect(await told(movable)).toEqual(before);
  });
});

// One transaction writes the whole move: record, parts, tickets, ledger, timeline, timetable, notifications.
import { randomUUID } from 'node:crypto';
import type { RecordedMove } from '../../domain/service-package/record.ts';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { settleRefundEffects } from './effects-by-hand.ts';
import { emitLiveEvents } from './live-events.ts';
import { appendEntries } from './money-ledger.ts';
import { notFollowing, type NotWritten } from './recorded-otherwise.ts';
import { withdrawOf } from './notifications-withdrawn.ts';
import { insertServicePackage, type NewServicePackage, updateServicePackage, writeParts } from './service-packages.ts';
import { type Amounts, notifyAboutTickets, writeTickets } from './tickets.ts';

type Before = { program: string; contactId: string; policyDigest: string; state: ServicePackageState };

/** Books a package: its first move. Must run inside a transaction. */
export async function writeBooking(em: Em, booked: NewServicePackage, move: RecordedMove): Promise<void> {
  await insertServicePackage(em, booked, move);
  await writeRest(em, booked, move, null);
}

/**
 * Writes the moves that follow the record, all or none, unless their request was carried out before. Must run inside a
 * transaction.
 * @throws Error when the package does not exist, or has moved in the meantime
 */
export async function writePackageMoves(
  em: Em,
  id: string,
  moves: readonly RecordedMove[],
  updateId: string | null,
): Promise<{ kind: 'written' } | NotWritten<ServicePackageState>> {
  await lockCase(em, id);
  const before = await row<Before>(
    em,
    sql`select program, contact_id as "contactId", policy_digest as "policyDigest", state from cases
      where id = ${id}::uuid and process = 'service-package'`,
  );
  if (before === null) throw new Error(`there is no service package ${id}`);
  const [first, last] = [moves[0]?.state, moves.at(-1)?.state];
  if (first === undefined || last === undefined) throw new RangeError('there is no move to write');
  const following = { caseId: id, recorded: before.state, first: first.version, last, updateId };
  const instead = await notFollowing(em, following);
  if (instead !== null) return instead;
  for (const move of moves) {
    const isNext = await updateServicePackage(em, id, move);
    if (!isNext) throw new Error(`the service package ${id} has moved meanwhile`);
    await writeRest(em, { id, ...before }, move, updateId);
  }
  return { kind: 'written' };
}

type Whose = Pick<NewServicePackage, 'id' | 'program' | 'contactId' | 'policyDigest'>;

async function writeRest(em: Em, whose: Whose, move: RecordedMove, updateId: string | null): Promise<void> {
  const { id: caseId, program } = whose;
  const owner = { ...whose, caseId, process: 'service-package' as const };
  await writeParts(em, whose, move.state);
  await settleRefundEffects(em, caseId, move.state.refunds, move.at);
  const tickets = move.teamTickets.map((team) => ({ id: randomUUID(), ...team }));
  const ids = await writeTickets(em, owner, tickets, move.at);
  await appendEntries(em, owner, move.ledger);
  await writeHappening(em, owner, { ...move, updateId });
  await emitLiveEvents(em, move.at, [{ kind: 'service-package', program, caseId }]);
  await withdrawOf(em, caseId, move.stillShown, move.at);
  await notifyAboutTickets(em, owner, move.notifies, { ids, amounts: amountsOf(move.state) }, move.at);
}

function amountsOf({ heldPayments, refunds }: ServicePackageState): Amounts {
  return new Map([...heldPayments, ...refunds].map(({ id, amount }) => [id, amount]));
}

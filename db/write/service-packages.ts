import type { Instant } from '../../domain/calendar/instant.ts';
import type { RecordedMove } from '../../domain/service-package/record.ts';
import type { HeldPayment, Payment, ServicePackageState } from '../../domain/service-package/state.ts';
import type { RawBuilder } from 'kysely';
import type { Em } from '../orm.ts';
import { json, parts, row, rows, sql } from '../sql.ts';
import { caseInsertion, caseUpdate, scopeParts } from './cases.ts';

/** A booked package. `collection` is where and when cash is collected (FK-02). */
export type NewServicePackage = {
  id: string;
  program: string;
  contactId: string;
  policyDigest: string;
  bookedBy: string;
  collection: { at: Instant; address: string } | null;
  /** FK-12: the ended package from which it was booked again. */
  replaces?: string | null;
};

export async function insertServicePackage(em: Em, booked: NewServicePackage, move: RecordedMove): Promise<void> {
  const { state } = move;
  const { id, program, contactId, policyDigest } = booked;
  const begun = { id, process: 'service-package', program, contactId, policyDigest, openedAt: state.bookedAt };
  await rows(
    em,
    sql`with moved as (${caseInsertion(begun, move.row)})${parts(scopeParts(move.row.listed))}
      insert into service_packages (id, program, paid, booked_by, booked_at, moved_at,
        starts_on, expires_on, grace_ends_on, bought, visits_left, price_minor, currency, collect_at, collect_address, replaces)
      values (${booked.id}::uuid, ${booked.program}, ${state.payment !== null}, ${booked.bookedBy}, ${state.bookedAt}::timestamptz, ${move.at}::timestamptz,
        ${state.startsOn}::date, ${state.expiresOn}::date, ${state.graceEndsOn}::date, ${state.bought}, ${move.visitsLeft},
        ${state.price.amountMinor}, ${state.price.currency}, ${booked.collection?.at ?? null}::timestamptz,
        ${booked.collection?.address ?? null}, ${booked.replaces ?? null}::uuid)`,
  );
}

/** Writes the header of a move that follows the record. Returns false when the record has moved in the meantime. */
export async function updateServicePackage(
  em: Em,
  id: string,
  { state, at, row: moved, visitsLeft }: RecordedMove,
): Promise<boolean> {
  const updated = await row(
    em,
    sql`with moved as (${caseUpdate(id, moved, { updateId: null, after: moved.version - 1 })})${parts(scopeParts(moved.listed))}
      update service_packages set paid = ${state.payment !== null}, moved_at = ${at}::timestamptz, starts_on = ${state.startsOn}::date, expires_on = ${state.expiresOn}::date,
      grace_ends_on = ${state.graceEndsOn}::date, visits_left = ${visitsLeft}${collected(state)}
      from moved where service_packages.id = moved.id returning 1`,
  );
  return updated !== null;
}

// FK-02: the latest collection counts; without an address note, the earlier address stays.
function collected({ paymentRequests }: ServicePackageState): RawBuilder<unknown> {
  const latest = paymentRequests.findLast(({ collectAt }) => collectAt);
  if (!latest?.collectAt) return sql``;
  const { collectAt, addressNoteId = null } = latest;
  return sql`, collect_at = ${collectAt}::timestamptz,
    collect_address = coalesce((select text from case_notes where id = ${addressNoteId}::uuid), collect_address)`;
}

type Whose = { id: string; program: string };

/** Writes the state's visits, requests, payments and refunds; none ever disappears from the state. */
export async function writeParts(em: Em, whose: Whose, state: ServicePackageState): Promise<void> {
  await writeVisits(em, whose, state);
  await writeRequests(em, whose, state);
  await writePayments(em, whose, paymentsOf(state));
  await writeRefunds(em, whose, state);
}

async function writeVisits(em: Em, { id, program }: Whose, { visits }: ServicePackageState): Promise<void> {
  await rows(
    em,
    sql`insert into visits as v (id, package_id, program, starts_at, status)
      select id, ${id}::uuid, ${program}, "startsAt", status
      from jsonb_to_recordset(${json(visits)}) as new (id uuid, "startsAt" timestamptz, status text)
      on conflict (id) do update set starts_at = excluded.starts_at, status = excluded.status
      where (v.starts_at, v.status) is distinct from (excluded.starts_at, excluded.status)`,
  );
}

async function writeRequests(em: Em, { id }: Whose, { paymentRequests }: ServicePackageState): Promise<void> {
  if (paymentRequests.length === 0) return;
  await rows(
    em,
    sql`insert into payment_requests as r (id, package_id, method, at, status)
      select id, ${id}::uuid, method, at, status
      from jsonb_to_recordset(${json(paymentRequests)}) as new (id uuid, method text, at timestamptz, status text)
      on conflict (id) do update set status = excluded.status where r.status <> excluded.status`,
  );
}

// A held payment that revives its package becomes the package's payment, and stays in the list of held ones.
function paymentsOf({ payment, heldPayments }: ServicePackageState): (Payment | HeldPayment)[] {
  const held = new Set(heldPayments.map(({ id }) => id));
  return [...heldPayments, ...(payment === null || held.has(payment.id) ? [] : [payment])];
}

async function writePayments(em: Em, { id }: Whose, payments: readonly (Payment | HeldPayment)[]): Promise<void> {
  if (payments.length === 0) return;
  const given = payments.map(({ amount, ...payment }) => ({ ...payment, ...amount }));
  await rows(
    em,
    sql`insert into payments as p (package_id, id, request_id, method, amount_minor, currency, at, held_why, decision, due_at)
      select ${id}::uuid, id, "requestId", method, "amountMinor", currency, at, why, decision, "dueAt"
      from jsonb_to_recordset(${json(given)}) as new (id text, "requestId" uuid, method text, "amountMinor" bigint, currency text,
        at timestamptz, why text, decision text, "dueAt" timestamptz)
      on conflict (package_id, id) do update set decision = excluded.decision where p.decision is distinct from excluded.decision`,
  );
}

async function writeRefunds(em: Em, { id }: Whose, { refunds }: ServicePackageState): Promise<void> {
  if (refunds.length === 0) return;
  const given = refunds.map(({ amount, ...refund }) => ({ ...refund, ...amount }));
  await rows(
    em,
    sql`insert into refunds as r (id, package_id, payment_id, amount_minor, currency, why, at, status, attempt, prepared_by,
        approved_by, due_at, reference)
      select id, ${id}::uuid, payment, "amountMinor", currency, why, at, status, attempt, "preparedBy", "approvedBy", "dueAt",
        (select text from case_notes where case_notes.id = "referenceNoteId")
      from jsonb_to_recordset(${json(given)}) as new (id uuid, payment text, "amountMinor" bigint, currency text, why text,
        at timestamptz, status text, attempt int, "preparedBy" text, "approvedBy" text, "dueAt" timestamptz, "referenceNoteId" uuid)
      on conflict (id) do update set status = excluded.status, attempt = excluded.attempt, prepared_by = excluded.prepared_by,
        approved_by = excluded.approved_by, due_at = excluded.due_at, reference = excluded.reference
      where (r.status, r.attempt, r.due_at) is distinct from (excluded.status, excluded.attempt, excluded.due_at)`,
  );
}

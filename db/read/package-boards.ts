import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Refund } from '../../domain/service-package/state.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

type Whose = {
  packageId: string;
  policyDigest: string;
  program: string;
  customer: { name: string; phone: string; address: string | null };
};
type Money = { amountMinor: number; currency: string };

const whose = sql`p.id as "packageId", k.policy_digest as "policyDigest", p.program, jsonb_build_object('name', c.name, 'phone', c.phone, 'address', c.address) as customer`;
const MOST = 500;

type OfPrograms = { programs: readonly string[]; program?: string; now: Instant };

/** The due time of rows of an alias, and whether it has come. */
const due = (rows: RawBuilder<unknown>, now: Instant) =>
  sql`${rows}.due_at as "dueAt", coalesce(${rows}.due_at <= ${now}::timestamptz, false) as overdue`;

export type ListedRefund = Whose &
  Money &
  Pick<Refund, 'id' | 'status' | 'why' | 'at' | 'preparedBy' | 'approvedBy'> & {
    dueAt: Instant | null;
    overdue: boolean;
    reference: string | null;
  };

/** Oldest first; without a status, all that are not paid. */
export async function listRefunds(
  em: Em,
  { programs, program, status, now }: OfPrograms & { status?: string },
): Promise<ListedRefund[]> {
  return rows<ListedRefund>(
    em,
    sql`select r.id, r.status, r.why, r.at, r.prepared_by as "preparedBy", r.approved_by as "approvedBy",
        ${due(sql`r`, now)}, r.reference,
        r.amount_minor as "amountMinor", r.currency, ${whose}
      from refunds r join service_packages p on p.id = r.package_id join cases k on k.id = p.id join contacts c on c.id = k.contact_id
      where p.program = any(${programs}::text[]) and (${program ?? null}::text is null or p.program = ${program ?? null})
        and case when ${status ?? null}::text is null then r.status <> 'paid' else r.status = ${status ?? null} end
      order by r.at, r.id limit ${MOST}`,
  );
}

export type ListedHeldPayment = Whose &
  Money & {
    id: string;
    method: string;
    at: Instant;
    dueAt: Instant | null;
    overdue: boolean;
    why: 'package-cancelled' | 'already-paid' | 'amount-differs' | 'no-visits-left';
  };

/** Oldest first. */
export async function listHeldPayments(em: Em, { programs, program, now }: OfPrograms): Promise<ListedHeldPayment[]> {
  return rows<ListedHeldPayment>(
    em,
    sql`select m.id, m.method, m.at, ${due(sql`m`, now)}, m.held_why as why, m.amount_minor as "amountMinor", m.currency, ${whose}
      from payments m join service_packages p on p.id = m.package_id join cases k on k.id = p.id join contacts c on c.id = k.contact_id
      where m.held_why is not null and m.decision is null and p.program = any(${programs}::text[])
        and (${program ?? null}::text is null or p.program = ${program ?? null})
      order by m.at, m.id limit ${MOST}`,
  );
}

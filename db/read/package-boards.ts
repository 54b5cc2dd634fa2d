// Owns the reading of what waits for people across packages: refunds, undecided money, the visits of a day.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Refund, Visit } from '../../domain/service-package/state.ts';
import type { Em } from '../orm.ts';
import { instantOf, rows, sql } from '../sql.ts';

type Whose = { packageId: string; program: string; customer: { name: string; phone: string } };
type Money = { amountMinor: number; currency: string };

const whose = sql`p.id as "packageId", p.program, jsonb_build_object('name', c.name, 'phone', c.phone) as customer`;
const MOST = 500;

export type ListedRefund = Whose & Money & Pick<Refund, 'id' | 'status' | 'why' | 'at' | 'preparedBy' | 'approvedBy'>;

/** Oldest first; without a status those that are not paid. */
export async function listRefunds(
  em: Em,
  { programs, program, status }: { programs: readonly string[]; program?: string; status?: string },
): Promise<ListedRefund[]> {
  const found = await rows<ListedRefund>(
    em,
    sql`select r.id, r.status, r.why, r.at, r.prepared_by as "preparedBy", r.approved_by as "approvedBy",
        r.amount_minor::float8 as "amountMinor", r.currency, ${whose}
      from refunds r join service_packages p on p.id = r.package_id join contacts c on c.id = p.contact_id
      where p.program = any(${programs}::text[]) and (${program ?? null}::text is null or p.program = ${program ?? null})
        and case when ${status ?? null}::text is null then r.status <> 'paid' else r.status = ${status ?? null} end
      order by r.at, r.id limit ${MOST}`,
  );
  return found.map((refund) => ({ ...refund, at: instantOf(refund.at) }));
}

export type ListedHeldPayment = Whose &
  Money & {
    id: string;
    method: 'card' | 'fawry' | 'cash';
    at: Instant;
    why: 'package-cancelled' | 'already-paid' | 'amount-differs' | 'no-visits-left';
  };

/** Oldest first. */
export async function listHeldPayments(
  em: Em,
  { programs, program }: { programs: readonly string[]; program?: string },
): Promise<ListedHeldPayment[]> {
  const found = await rows<ListedHeldPayment>(
    em,
    sql`select m.id, m.method, m.at, m.held_why as why, m.amount_minor::float8 as "amountMinor", m.currency, ${whose}
      from payments m join service_packages p on p.id = m.package_id join contacts c on c.id = p.contact_id
      where m.held_why is not null and m.decision is null and p.program = any(${programs}::text[])
        and (${program ?? null}::text is null or p.program = ${program ?? null})
      order by m.at, m.id limit ${MOST}`,
  );
  return found.map((payment) => ({ ...payment, at: instantOf(payment.at) }));
}

export type ListedVisit = Whose &
  Visit & {
    /** Used up by its customer's word of the same day, not held (FK-19): a ticket asks for a call about it. */
    cancelledOnItsDay: boolean;
  };

/** By their start; `until` is exclusive. */
export async function listVisits(
  em: Em,
  { program, from, until }: { program: string; from: Instant; until: Instant },
): Promise<ListedVisit[]> {
  const found = await rows<ListedVisit>(
    em,
    sql`select v.id, v.starts_at as "startsAt", v.status, ${whose}, exists (select from tickets t
        where t.case_id = v.package_id and split_part(t.key, '/', 2) = v.id::text) as "cancelledOnItsDay"
      from visits v join service_packages p on p.id = v.package_id join contacts c on c.id = p.contact_id
      where v.program = ${program} and v.starts_at >= ${from}::timestamptz and v.starts_at < ${until}::timestamptz
      order by v.starts_at, v.id limit ${MOST}`,
  );
  return found.map((visit) => ({ ...visit, startsAt: instantOf(visit.startsAt) }));
}

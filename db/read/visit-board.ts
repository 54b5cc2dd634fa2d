import type { Instant } from '../../domain/calendar/instant.ts';
import type { Stage, Visit } from '../../domain/service-package/state.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

const MOST = 500;

export type ListedVisit = Visit & {
  packageId: string;
  program: string;
  customer: { name: string; phone: string };
  address: string | null;
  /** Of its package. */
  paid: boolean;
  stage: Stage;
  /** Used up because the customer cancelled it on its day; it did not take place (FK-19). */
  cancelledOnItsDay: boolean;
};

export type VisitFilter = {
  program: string;
  /** The ticket type for calls about visits cancelled on their day. */
  sameDayTicket: string;
  from?: Instant;
  /** Exclusive. */
  until?: Instant;
  /** Only planned visits of paid packages that begin before this. */
  unrecordedBefore?: Instant;
};

/** By start. `cancelledOnItsDay` is the SQL form of `isCancelledOnItsDay`. */
export async function listVisits(em: Em, filter: VisitFilter): Promise<ListedVisit[]> {
  const conditions = [sql`v.program = ${filter.program}`];
  if (filter.from !== undefined) conditions.push(sql`v.starts_at >= ${filter.from}::timestamptz`);
  if (filter.until !== undefined) conditions.push(sql`v.starts_at < ${filter.until}::timestamptz`);
  if (filter.unrecordedBefore !== undefined) {
    conditions.push(sql`v.status = 'planned' and p.paid and v.starts_at < ${filter.unrecordedBefore}::timestamptz`);
  }
  return rows<ListedVisit>(
    em,
    sql`select v.id, v.starts_at as "startsAt", v.status, p.id as "packageId", p.program, p.paid, k.stage, c.address,
        jsonb_build_object('name', c.name, 'phone', c.phone) as customer,
        v.status = 'completed' and (coalesce(k.state->'usedWithPackage' ? v.id::text, false) or exists (select from cases t
          where t.owner_id = v.package_id and t.key = ${filter.sameDayTicket} || '/' || v.id::text)) as "cancelledOnItsDay"
      from visits v join service_packages p on p.id = v.package_id join cases k on k.id = p.id join contacts c on c.id = k.contact_id
      where ${sql.join(conditions, sql` and `)}
      order by v.starts_at, v.id limit ${MOST}`,
  );
}

// The phone number decides who is the same customer.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { VisitElsewhere } from '../../domain/service-package/questions.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import type { TicketRecord } from './tickets.ts';

type Asked = { program: string; phone: string; minutes: readonly Instant[]; except: string | null };

/**
 * Planned visits at the given minutes, in packages under this phone number that are not over; not in the package
 * `except`.
 */
export async function visitsElsewhere(em: Em, { program, phone, minutes, except }: Asked): Promise<VisitElsewhere[]> {
  return rows<VisitElsewhere>(
    em,
    sql`select p.id as "packageId", v.starts_at as "startsAt"
      from contacts c join cases p on p.contact_id = c.id join visits v on v.package_id = p.id
      where c.program = ${program} and c.phone = ${phone} and p.id is distinct from ${except}::uuid
        and p.stage in ('booked', 'active', 'grace') and v.status = 'planned'
        and date_trunc('minute', v.starts_at) = any(${minutes}::timestamptz[])
      order by v.starts_at, p.id`,
  );
}

type Compared = { program: string; currency: string; visits: number; amongLatest: number };

/** Prices in minor units of packages with this many visits among the latest ones, without those cancelled unpaid. */
export async function latestPrices(em: Em, { program, currency, visits, amongLatest }: Compared): Promise<number[]> {
  const found = await rows<{ price: number }>(
    em,
    sql`select latest.price_minor as price
      from (select p.*, (select k.stage from cases k where k.id = p.id) as stage from service_packages p where program = ${program}
        order by booked_at desc, id desc limit ${amongLatest}) latest
      where latest.bought = ${visits} and latest.currency = ${currency} and (latest.paid or latest.stage <> 'cancelled')`,
  );
  return found.map(({ price }) => price);
}

/** True if a case is a package of the ticket's customer, booked after the ticket was opened (FK-22). */
export async function isBookedSince(
  em: Em,
  { program, contactId, caseId: own, state }: Pick<TicketRecord, 'program' | 'contactId' | 'caseId' | 'state'>,
  caseId: string,
): Promise<boolean> {
  const found = await row(
    em,
    sql`select 1 from service_packages p join cases k on k.id = p.id join contacts theirs on theirs.id = k.contact_id
        join contacts asked on asked.id = ${contactId}::uuid and asked.program = theirs.program and asked.phone = theirs.phone
      where p.id = ${caseId}::uuid and p.program = ${program} and p.id <> ${own}::uuid
        and p.booked_at >= ${state.openedAt}::timestamptz`,
  );
  return found !== null;
}

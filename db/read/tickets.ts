import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import type { PackageFacts } from '../../domain/service-package/result-facts.ts';
import type { AgedTicket } from '../../domain/ticket/backlog.ts';
import type { TicketPolicy } from '../../domain/ticket/policy.ts';
import type { TicketState, TicketStatus } from '../../domain/ticket/state.ts';
import type { AnnouncedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { customerMatches } from './customer-search.ts';
import { readPolicy } from './policies.ts';

/**
 * A stored ticket. `id` is its own everywhere; `state.id` is its key within its case. A ticket without a process is its
 * own case.
 */
export type TicketRecord = {
  id: string;
  program: string;
  caseId: string;
  process: 'service-package' | 'ticket';
  policyDigest: string;
  contactId: string;
  customer: { name: string; phone: string };
  team: string;
  lead: string;
  helpdeskRef: string | null;
  /** The visit that its key names, if any (FK-19). */
  visit: { id: string; startsAt: Instant } | null;
  state: TicketState;
  /** Facts about its package, for the results of closing; `null` for a ticket without a process. */
  packageFacts: PackageFacts | null;
  /** The steps ahead of its case, if no person acts. */
  caseNext: AnnouncedStep[];
};

const columns = sql`t.id, t.program, t.case_id as "caseId", t.process, t.policy_digest as "policyDigest",
  t.contact_id as "contactId", jsonb_build_object('name', c.name, 'phone', c.phone) as customer, t.team, t.lead,
  t.helpdesk_ref as "helpdeskRef", t.state, v.id as "visitId", v.starts_at as "visitStartsAt",
  coalesce((select ct.steps from case_timetables ct where ct.case_id = t.case_id), '[]') as "caseNext",
  (select jsonb_build_object('stage', p.stage, 'paid', p.paid, 'plannedAt', coalesce((select jsonb_agg(pv.starts_at)
    from visits pv where pv.package_id = p.id and pv.status = 'planned'), '[]')) from service_packages p where p.id = t.case_id) as "packageFacts"`;

// The key of a ticket about a visit is `<type>/<visit>`.
const from = sql`from tickets t join contacts c on c.id = t.contact_id
  left join visits v on v.package_id = t.case_id and v.id::text = split_part(t.key, '/', 2)`;

type Row = Omit<TicketRecord, 'visit'> & { visitId: string | null; visitStartsAt: Instant | null };

function recordOf({ visitId: id, visitStartsAt: startsAt, packageFacts, ...rest }: Row): TicketRecord {
  return {
    ...rest,
    visit: id === null || startsAt === null ? null : { id, startsAt: instantOf(startsAt) },
    packageFacts: packageFacts && { ...packageFacts, plannedAt: packageFacts.plannedAt.map((at) => instantOf(at)) },
  };
}

async function ticketRows(em: Em, query: RawBuilder<Row>): Promise<TicketRecord[]> {
  return (await rows(em, query)).map(recordOf);
}

async function ticketRow(em: Em, query: RawBuilder<Row>): Promise<TicketRecord | null> {
  const found = await row(em, query);
  return found === null ? null : recordOf(found);
}

export async function readTicket(em: Em, id: string): Promise<TicketRecord | null> {
  return ticketRow(em, sql`select ${columns} ${from} where t.id = ${id}::uuid`);
}

/** A ticket by its case and its key there. */
export async function readTicketOfCase(em: Em, caseId: string, key: string): Promise<TicketRecord | null> {
  return ticketRow(em, sql`select ${columns} ${from} where t.case_id = ${caseId}::uuid and t.key = ${key}`);
}

/** The tickets found for these ids, in the given order. */
export async function readTickets(em: Em, ids: readonly string[]): Promise<TicketRecord[]> {
  return ticketRows(
    em,
    sql`select ${columns} ${from} where t.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], t.id)`,
  );
}

type Governed = Pick<TicketRecord, 'process' | 'policyDigest'>;

/** The policy that a ticket keeps: its own, or its package's. */
export async function readTicketPolicy(em: Em, governed: Governed): Promise<TicketPolicy> {
  return (await readTicketRules(em, governed)).policy;
}

/** The ticket policy, and for a package's ticket the chase policy, which says whether it is the chase's ticket. */
export async function readTicketRules(
  em: Em,
  { process, policyDigest }: Governed,
): Promise<{ policy: TicketPolicy; chase: ServicePackagePolicy['chase'] | null }> {
  if (process === 'ticket') return { policy: await readPolicy<TicketPolicy>(em, policyDigest), chase: null };
  const { tickets, chase } = await readPolicy<ServicePackagePolicy>(em, policyDigest);
  return { policy: tickets, chase };
}

export type TicketFilter = {
  programs: readonly string[];
  /** The instant for `overdue`. */
  now: Instant;
  program?: string;
  type?: string;
  status?: TicketStatus;
  team?: string;
  caseId?: string;
  assignee?: string;
  overdue?: boolean;
  /** A part of the customer’s name, in any spelling, or of their phone number. */
  search?: string;
  after?: { dueAt: Instant; id: string };
  limit: number;
};

/** By due time. `overdue` is the SQL form of `isOverdue`. */
export async function listTickets(em: Em, filter: TicketFilter): Promise<TicketRecord[]> {
  return ticketRows(
    em,
    sql`select ${columns} ${from} where ${sql.join(conditionsOf(filter), sql` and `)}
      order by t.due_at, t.id limit ${filter.limit}`,
  );
}

function conditionsOf(filter: TicketFilter): RawBuilder<unknown>[] {
  const equal = { program: 'program', type: 'type', status: 'status', team: 'team', assignee: 'assignee' } as const;
  const conditions = [sql`t.program = any(${filter.programs}::text[])`];
  for (const [name, column] of Object.entries(equal)) {
    const value = filter[name as keyof typeof equal];
    if (value !== undefined) conditions.push(sql`t.${sql.ref(column)} = ${value}`);
  }
  if (filter.caseId !== undefined) {
    conditions.push(sql`t.case_id = ${filter.caseId}::uuid and t.process <> 'ticket'`);
  }
  if (filter.overdue !== undefined) {
    const isOverdue = sql`(t.status <> 'closed' and t.due_at <= ${filter.now}::timestamptz)`;
    conditions.push(filter.overdue ? isOverdue : sql`not ${isOverdue}`);
  }
  if (filter.search !== undefined) conditions.push(customerMatches(filter.search));
  if (filter.after !== undefined) {
    conditions.push(sql`(t.due_at, t.id) > (${filter.after.dueAt}::timestamptz, ${filter.after.id}::uuid)`);
  }
  return conditions;
}

/** A program's open tickets, for the backlogs of its teams (FK-23). */
export async function readOpenTickets(em: Em, program: string): Promise<(AgedTicket & { team: string })[]> {
  const found = await rows<AgedTicket & { team: string }>(
    em,
    sql`select team, status, opened_at as "openedAt", due_at as "dueAt" from tickets
      where program = ${program} and status <> 'closed'`,
  );
  return found.map((one) => ({ ...one, openedAt: instantOf(one.openedAt), dueAt: instantOf(one.dueAt) }));
}

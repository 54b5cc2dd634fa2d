import type { RawBuilder } from 'kysely';
import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import type { PackageFacts } from '../../domain/service-package/result-facts.ts';
import type { FieldValues } from '../../domain/ticket/fields.ts';
import type { AgedTicket } from '../../domain/ticket/backlog.ts';
import type { TicketPolicy } from '../../domain/ticket/policy.ts';
import type { TicketState, TicketStatus } from '../../domain/ticket/state.ts';
import type { AnnouncedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { instantOf, row, rows, sql } from '../sql.ts';
import { CASE_ORDER, equal, type Index, inOrder, listedIds, type Reach } from './case-list.ts';
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
  process: string;
  policyDigest: string;
  contactId: string;
  customer: { name: string; phone: string };
  team: string;
  lead: string;
  helpdeskRef: string | null;
  /** The program's account at the help desk that has it; `null` for the installation's. */
  helpdeskAccount: string | null;
  /** The visit that its key names, if any (FK-19). */
  visit: { id: string; startsAt: Instant } | null;
  state: TicketState;
  fields: FieldValues;
  scopes: Scope[];
  /** Facts about its package, for the results of closing; `null` for a ticket without a process. */
  packageFacts: PackageFacts | null;
  /** The steps ahead of its case, if no person acts. */
  caseNext: AnnouncedStep[];
};

const columns = sql`t.id, t.program, coalesce(o.id, k.id) as "caseId", coalesce(o.process, k.process) as process,
  k.policy_digest as "policyDigest", k.contact_id as "contactId", jsonb_build_object('name', c.name, 'phone', c.phone) as customer,
  k.queue as team, t.lead, t.helpdesk_ref as "helpdeskRef", t.helpdesk_account as "helpdeskAccount", coalesce(t.fields, '{}') as fields, k.state, k.scopes, v.id as "visitId", v.starts_at as "visitStartsAt",
  coalesce((select ct.steps from case_timetables ct where ct.case_id = coalesce(o.id, k.id)), '[]') as "caseNext",
  (select jsonb_build_object('stage', o.stage, 'paid', p.paid, 'plannedAt', coalesce((select jsonb_agg(pv.starts_at)
    from visits pv where pv.package_id = p.id and pv.status = 'planned'), '[]')) from service_packages p where p.id = o.id) as "packageFacts"`;

// The key of a ticket about a visit is `<type>/<visit>`.
const from = sql`from tickets t join cases k on k.id = t.id join contacts c on c.id = k.contact_id
  left join cases o on o.id = k.owner_id left join visits v on v.package_id = k.owner_id and v.id::text = split_part(k.key, '/', 2)`;

type Row = Omit<TicketRecord, 'visit'> & { visitId: string | null; visitStartsAt: Instant | null };

function recordOf({ visitId: id, visitStartsAt: startsAt, packageFacts, ...rest }: Row): TicketRecord {
  return {
    ...rest,
    visit: id === null || startsAt === null ? null : { id, startsAt },
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
  return ticketRow(
    em,
    sql`select ${columns} ${from} where k.owner_id = ${caseId}::uuid and k.key = ${key}
      or k.id = ${caseId}::uuid and k.owner_id is null and k.state ->> 'id' = ${key}`,
  );
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
  reach: readonly Reach[];
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

const OWN_INDEXES = ['type', 'caseId', 'search'] as const;

function indexOf(filter: TicketFilter): Index | null {
  if (filter.team !== undefined || filter.assignee !== undefined) return { isByStage: true, order: CASE_ORDER };
  if (OWN_INDEXES.every((name) => filter[name] === undefined)) return null;
  return {
    isByStage: false,
    order: filter.type === undefined ? CASE_ORDER : { at: sql`t.due_at`, id: sql`t.id` },
  };
}

function openOnly(reach: Reach): Reach {
  return { ...reach, stages: { ...reach.stages, ended: [] } };
}

/** By due time. `overdue` is the SQL form of `isOverdue`. */
export async function listTickets(em: Em, filter: TicketFilter): Promise<TicketRecord[]> {
  const { program, status: stage, after, limit } = filter;
  const reach = filter.overdue === true ? filter.reach.map(openOnly) : filter.reach;
  const page = { reach, program, stage, newestFirst: false, limit, after: after && { at: after.dueAt, id: after.id } };
  const ids = listedIds(page, {
    joined: (id) => sql`join tickets t on t.id = ${id} join contacts c on c.id = k.contact_id`,
    program: sql`t.program`,
    wanted: conditionsOf(filter),
    isOfOwnTable: false,
    index: indexOf(filter),
  });
  if (ids === null) return [];
  return ticketRows(em, sql`select ${columns} ${from} where t.id in ${ids} order by ${inOrder(page)} limit ${limit}`);
}

function conditionsOf(filter: TicketFilter): RawBuilder<unknown>[] {
  const conditions = [
    ...equal('t.type', filter.type),
    ...equal('k.queue', filter.team),
    ...equal('k.assignee', filter.assignee),
  ];
  if (filter.caseId !== undefined) conditions.push(sql`k.owner_id = ${filter.caseId}::uuid`);
  if (filter.overdue !== undefined) {
    const isOverdue = sql`(k.open and t.due_at <= ${filter.now}::timestamptz)`;
    conditions.push(filter.overdue ? isOverdue : sql`not ${isOverdue}`);
  }
  if (filter.search !== undefined) conditions.push(customerMatches(filter.search));
  return conditions;
}

/** A program's open tickets, for the backlogs of its teams (FK-23). */
export async function readOpenTickets(em: Em, program: string): Promise<(AgedTicket & { team: string })[]> {
  return rows<AgedTicket & { team: string }>(
    em,
    sql`select k.queue as team, k.stage as status, k.opened_at as "openedAt", t.due_at as "dueAt"
      from cases k join tickets t on t.id = k.id
      where k.program = ${program} and k.process = 'ticket' and k.open`,
  );
}

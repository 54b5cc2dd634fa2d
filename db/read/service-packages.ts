import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import type { AnnouncedStep } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { CASE_ORDER, inOrder, listedIds, type Reach } from './case-list.ts';
import { customerMatches } from './customer-search.ts';

/** A stored package. `tickets` are in the order of opening; `requests` hold what providers gave. */
export type ServicePackageRecord = {
  id: string;
  program: string;
  policyDigest: string;
  bookedBy: string;
  bookedAt: Instant;
  contactId: string;
  customer: { name: string; phone: string; address: string | null };
  collection: { at: Instant; address: string } | null;
  state: ServicePackageState;
  scopes: Scope[];
  tickets: { id: string; key: string }[];
  requests: StoredRequest[];
  /** FK-12: the ended package that it was booked again from, and the latest package booked again from it. */
  replaces: string | null;
  replacedBy: string | null;
  /** The steps ahead after its latest move, if no person acts. */
  next: AnnouncedStep[];
};

/** What a provider has given for a payment request, and the provider's names for it. */
export type StoredRequest = {
  id: string;
  effectId: string | null;
  orderRef: string | null;
  linkRef: string | null;
  url: string | null;
  code: string | null;
};

type Row = Omit<ServicePackageRecord, 'collection'> & { collectAt: string | null; collectAddress: string | null };

const columns = sql`p.id, p.program, k.policy_digest as "policyDigest", p.booked_by as "bookedBy", p.booked_at as "bookedAt",
  k.contact_id as "contactId", jsonb_build_object('name', c.name, 'phone', c.phone, 'address', c.address) as customer,
  p.collect_at as "collectAt", p.collect_address as "collectAddress", k.state, k.scopes, p.replaces,
  (select later.id from service_packages later where later.replaces = p.id order by later.booked_at desc, later.id limit 1) as "replacedBy",
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'key', t.key) order by t.opened_at, t.key) from cases t where t.owner_id = p.id), '[]') as tickets,
  coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'effectId', r.effect_id, 'orderRef', r.order_ref, 'linkRef', r.link_ref, 'url', r.url, 'code', r.code)) from payment_requests r where r.package_id = p.id), '[]') as requests,
  coalesce((select ct.steps from case_timetables ct where ct.case_id = p.id), '[]') as next`;

const joined = sql`join service_packages p on p.id = k.id join contacts c on c.id = k.contact_id`;
const from = sql`from cases k ${joined}`;

function recordOf({ collectAt: at, collectAddress: address, ...found }: Row): ServicePackageRecord {
  // Another way to pay, or the end of the package, cancels the collection.
  const asked = found.state.paymentRequests.findLast((request) => request.collectAt);
  const isOff = at === null || address === null || asked?.status === 'expired';
  const collection = isOff ? null : { at, address };
  return { ...found, collection };
}

export async function readServicePackage(em: Em, id: string): Promise<ServicePackageRecord | null> {
  const found = await row<Row>(em, sql`select ${columns} ${from} where p.id = ${id}::uuid`);
  return found === null ? null : recordOf(found);
}

/** @throws Error for an unknown id: the caller has looked it up before */
export async function servicePackageNamed(em: Em, id: string): Promise<ServicePackageRecord> {
  return (await readServicePackage(em, id)) ?? missing(id);
}

function missing(id: string): never {
  throw new Error(`there is no service package ${id}`);
}

export type ServicePackageFilter = {
  reach: readonly Reach[];
  program?: string;
  stage?: string;
  paid?: boolean;
  /** A part of the customer’s name, in any spelling, or of their phone number. */
  search?: string;
  after?: { bookedAt: Instant; id: string };
  limit: number;
};

/** Newest first. */
export async function listServicePackages(em: Em, filter: ServicePackageFilter): Promise<ServicePackageRecord[]> {
  const { reach, program, stage, after, limit } = filter;
  const wanted = [
    ...(filter.paid === undefined ? [] : [sql`p.paid = ${filter.paid}`]),
    ...(filter.search === undefined ? [] : [customerMatches(filter.search)]),
  ];
  const place = after && { at: after.bookedAt, id: after.id };
  const page = { reach, program, stage, newestFirst: true, after: place, limit };
  const ids = listedIds(page, {
    joined: () => joined,
    isOfOwnTable: false,
    program: sql`p.program`,
    wanted,
    index: filter.search === undefined ? null : { isByStage: false, order: CASE_ORDER },
  });
  if (ids === null) return [];
  const found = await rows<Row>(
    em,
    sql`select ${columns} ${from} where p.id in ${ids} order by ${inOrder(page)} limit ${limit}`,
  );
  return found.map(recordOf);
}

/** The package of a payment request or a refund. */
export async function packageOf(em: Em, part: 'payment_requests' | 'refunds', id: string): Promise<string | null> {
  const found = await row<{ packageId: string }>(
    em,
    sql`select package_id as "packageId" from ${sql.table(part)} where id = ${id}::uuid`,
  );
  return found?.packageId ?? null;
}

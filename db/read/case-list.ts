// Lists of cases. A person's keys lead to the cases by `case_scopes`, whose index has the order of the lists, so a page
// costs the same however many cases there are.
import type { RawBuilder } from 'kysely';
import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { given, sql } from '../sql.ts';

/**
 * A person's keys to the cases of one process in one program. `own` keys open the cases of one person or role, which are
 * few in the archive; `wide` keys open most of it.
 */
export type Reach = {
  program: string;
  process: string;
  own: readonly Scope[];
  wide: readonly Scope[];
  /** The stages of the process. */
  stages: { open: readonly string[]; ended: readonly string[] };
};

/** At or after `from` and before `before`. */
export type Period = { from?: Instant; before?: Instant };

export type CaseFilter = {
  reach: readonly Reach[];
  stage?: string | undefined;
  program?: string | undefined;
  newestFirst?: boolean;
  after?: { at: Instant; id: string } | undefined;
  /** By program, because a day begins in each by its own clock. */
  sorted?: Readonly<Record<string, Period>> | undefined;
  limit: number;
};

/** What a process adds to the list: its own table, and its conditions. */
export type Narrowed = {
  /** Joins its own table by a case's id. */
  joined(id: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The program in its own table, for the indexes there. */
  program: RawBuilder<unknown>;
  wanted: readonly RawBuilder<unknown>[];
  /** True when no condition asks for a column of `cases`. */
  isOfOwnTable: boolean;
  /** The index that answers one of the conditions. `null`: there is none, so all is walked in the order of the list. */
  index: Index | null;
};

/** `isByStage`: each stage is a part of the index, in order. Otherwise the index has all stages in one order. */
export type Index = { isByStage: boolean; order: { at: RawBuilder<unknown>; id: RawBuilder<unknown> } };

/** The order of the indexes of `cases`. */
export const CASE_ORDER = { at: sql`k.sort_at`, id: sql`k.id` };

type Probe = { program: string; process: string; key: Scope; stage: string } & Period;

const probeColumns = sql`program text, process text, key text, stage text, "from" timestamptz, before timestamptz`;
const NEVER = "'-infinity'::timestamptz";
const FOREVER = "'infinity'::timestamptz";

/** A process without a table of its own, and without conditions. */
const WHOLE: Narrowed = { joined: () => sql``, program: sql`k.program`, wanted: [], isOfOwnTable: true, index: null };

/** The ids of a page as a sub-select; `null` when the list is certainly empty. */
export function listedIds(filter: CaseFilter, narrowed = WHOLE): RawBuilder<unknown> | null {
  const { index } = narrowed;
  if (index === null) return page(filter, [walk(filter, probes(filter, everything), narrowed)]);
  const near = probes(filter, ({ own, wide, stages }) => [
    [own, [...stages.open, ...stages.ended]],
    [index.isByStage ? [] : wide, stages.open],
  ]);
  const far = probes(filter, ({ wide, stages }) => [
    [wide, [...(index.isByStage ? stages.open : []), ...stages.ended]],
  ]);
  return page(filter, [walk(filter, near, narrowed), through(index, filter, far, narrowed)]);
}

/**
 * The same for a search. `few` is the array of all hits, or null when there are too many; then every case in reach is
 * looked at in the order of the list, with the condition `broad`.
 */
export function searchedIds(
  filter: CaseFilter,
  narrowed: Narrowed,
  { few, broad }: { few: RawBuilder<unknown>; broad: RawBuilder<unknown> },
): RawBuilder<unknown> | null {
  const found = probes(filter, everything);
  const looked = { ...narrowed, wanted: [...narrowed.wanted, sql`${few} is null`, broad] };
  return page(filter, [reached(filter, found, narrowed, few), walk(filter, found, looked)]);
}

/** One page of the cases that several ways lead to; a case may be found on each. */
function page(filter: CaseFilter, ways: readonly (RawBuilder<unknown> | null)[]): RawBuilder<unknown> | null {
  const found = ways.filter((way) => way !== null);
  if (found.length === 0) return null;
  return sql`(select id from (select distinct id, at from (${sql.join(found, sql` union all `)}) as way) as page
    order by at ${direction(filter)}, id ${direction(filter)} limit ${filter.limit})`;
}

// Some cases by id, as far as they are in reach.
function reached(
  filter: CaseFilter,
  found: readonly Probe[],
  { joined, wanted }: Narrowed,
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  if (found.length === 0) return null;
  return sql`select k.id, k.sort_at as at from cases k ${joined(sql`k.id`)} where k.id = any(${ids}) and exists (
      select from ${given(found, probeColumns)} where k.program = given.program and k.process = given.process
        and k.stage = given.stage and given.key = any(k.scopes) and ${inPeriod(sql`k.sort_at`)})
      ${further(filter, sql`k.sort_at`, sql`k.id`)}${and(wanted)}`;
}

/** The order of a list of cases `k`. */
export function inOrder(filter: Pick<CaseFilter, 'newestFirst'>): RawBuilder<unknown> {
  return sql`k.sort_at ${direction(filter)}, k.id ${direction(filter)}`;
}

/** The keys of one kind. */
export function keysOfKind({ own, wide }: Pick<Reach, 'own' | 'wide'>, kind: string): Scope[] {
  return [...own, ...wide].filter((key) => key.startsWith(`${kind}:`));
}

/** Keys, and the stages in which they are asked for. */
type Asked = readonly [keys: readonly Scope[], stages: readonly string[]];

const everything = ({ own, wide, stages: { open, ended } }: Reach): Asked[] => [
  [
    [...own, ...wide],
    [...open, ...ended],
  ],
];

function probes({ reach, program, stage, sorted }: CaseFilter, asked: (reach: Reach) => readonly Asked[]): Probe[] {
  const wanted = reach.filter((one) => program === undefined || one.program === program);
  return wanted.flatMap((one) =>
    asked(one).flatMap(([keys, stages]) => {
      const about = { program: one.program, process: one.process, ...sorted?.[one.program] };
      const inStages = stages.filter((name) => stage === undefined || name === stage);
      return inStages.flatMap((name) => keys.map((key) => ({ ...about, key, stage: name })));
    }),
  );
}

// Through the index, a page for each key and stage.
function walk(filter: CaseFilter, found: readonly Probe[], narrowed: Narrowed): RawBuilder<unknown> | null {
  if (found.length === 0) return null;
  return sql`select way.id, way.at from ${given(found, probeColumns)} cross join lateral (
      select s.case_id as id, s.sort_at as at from case_scopes s ${beside(narrowed)}
      where s.program = given.program and s.process = given.process and s.key = given.key and s.stage = given.stage
        and ${inPeriod(sql`s.sort_at`)}${further(filter, sql`s.sort_at`, sql`s.case_id`)}${and(narrowed.wanted)}
      order by s.sort_at ${direction(filter)}, s.case_id ${direction(filter)} limit ${filter.limit}) as way`;
}

function beside({ joined, wanted, isOfOwnTable }: Narrowed): RawBuilder<unknown> {
  if (wanted.length === 0) return sql``;
  if (isOfOwnTable) return joined(sql`s.case_id`);
  // Behind the `offset` a case is found by its id; else the planner may look through an index of the condition each time.
  return sql`cross join lateral (select * from cases where id = s.case_id offset 0) as k ${joined(sql`k.id`)}`;
}

// Through the index of a condition: few cases fit it, or most that fit are in reach.
function through(
  { order }: Index,
  filter: CaseFilter,
  found: readonly Probe[],
  { joined, program, wanted }: Narrowed,
): RawBuilder<unknown> | null {
  if (found.length === 0) return null;
  return sql`select way.id, way.at from ${given(found, probeColumns)} cross join lateral (
      select k.id, k.sort_at as at from cases k ${joined(sql`k.id`)}
      where k.program = given.program and ${program} = given.program and k.process = given.process and k.stage = given.stage
        and given.key = any(k.scopes)
        and ${inPeriod(order.at)}${further(filter, order.at, order.id)}${and(wanted)}
      order by ${order.at} ${direction(filter)}, ${order.id} ${direction(filter)} limit ${filter.limit}) as way`;
}

/** A condition of a filter: no condition when nothing is asked for. */
export function equal(column: string, value: string | undefined): RawBuilder<unknown>[] {
  return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
}

function inPeriod(at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${at} >= coalesce(given."from", ${sql.raw(NEVER)}) and ${at} < coalesce(given.before, ${sql.raw(FOREVER)})`;
}

function further(filter: CaseFilter, at: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const { after, newestFirst = false } = filter;
  if (after === undefined) return sql``;
  return sql` and (${at}, ${id}) ${newestFirst ? sql`<` : sql`>`} (${after.at}::timestamptz, ${after.id}::uuid)`;
}

function direction({ newestFirst = false }: Pick<CaseFilter, 'newestFirst'>): RawBuilder<unknown> {
  return newestFirst ? sql`desc` : sql`asc`;
}

function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(
    conditions.map((condition) => sql` and ${condition}`),
    sql``,
  );
}

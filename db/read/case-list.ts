// Lists of cases. A person's keys lead to the cases by the index `case_scopes`, which has the order of the lists, so a
// page costs the same however many cases there are.
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

/** What a process adds: its own table joined to cases `k`, and conditions; `order` is the order of the archive's index. */
export type Narrowed = {
  joined: RawBuilder<unknown>;
  /** The program in its own table, for the indexes there. */
  program: RawBuilder<unknown>;
  wanted: readonly RawBuilder<unknown>[];
  /** True when an index answers one of the conditions; otherwise the archive is walked in the order of the list. */
  isIndexed: boolean;
  order: { at: RawBuilder<unknown>; id: RawBuilder<unknown> };
};

type Probe = { program: string; process: string; key: Scope; stage: string } & Period;

const probeColumns = sql`program text, process text, key text, stage text, "from" timestamptz, before timestamptz`;
const NEVER = "'-infinity'::timestamptz";
const FOREVER = "'infinity'::timestamptz";

/** The ids of a page as a sub-select; `null` when the list is certainly empty. */
export function listedIds(filter: CaseFilter, narrowed: Narrowed | null = null): RawBuilder<unknown> | null {
  const found = waysTo(filter, narrowed).filter((way) => way !== null);
  if (found.length === 0) return null;
  const page = sql.join(found, sql` union `);
  return sql`(select id from (${page}) as page order by at ${direction(filter)}, id ${direction(filter)} limit ${filter.limit})`;
}

function waysTo(filter: CaseFilter, narrowed: Narrowed | null): (RawBuilder<unknown> | null)[] {
  if (narrowed === null || narrowed.wanted.length === 0) return [walk(filter, probes(filter, everything), null)];
  if (!narrowed.isIndexed) return [walk(filter, probes(filter, everything), narrowed)];
  const near = probes(filter, ({ own, wide, stages }) => [
    [[...own, ...wide], stages.open],
    [own, stages.ended],
  ]);
  const far = probes(filter, ({ wide, stages }) => [[wide, stages.ended]]);
  return [walk(filter, near, narrowed), archive(filter, far, narrowed)];
}

/** Every case in reach, in the order of the list, with conditions that no index answers. */
export function walkedIds(filter: CaseFilter, narrowed: Narrowed): RawBuilder<unknown> | null {
  return walk(filter, probes(filter, everything), narrowed);
}

/** Some cases `k` by id, with their place in the order, as far as they are in reach. */
export function reachedIds(
  filter: CaseFilter,
  ids: RawBuilder<unknown>,
  { joined, wanted }: Narrowed,
): RawBuilder<unknown> {
  const found = given(probes(filter, everything), probeColumns);
  return sql`select k.id, k.sort_at as at from cases k ${joined} where k.id = any(${ids}) and exists (
      select from ${found} where k.program = given.program and k.process = given.process and k.stage = given.stage
        and given.key = any(k.scopes) and ${inPeriod(sql`k.sort_at`)})${further(filter, sql`k.sort_at`, sql`k.id`)}${and(wanted)}`;
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
function walk(filter: CaseFilter, found: readonly Probe[], narrowed: Narrowed | null): RawBuilder<unknown> | null {
  if (found.length === 0) return null;
  const beside = narrowed === null ? sql`` : sql` join cases k on k.id = s.case_id ${narrowed.joined}`;
  return sql`select distinct page.id, page.at from ${given(found, probeColumns)} cross join lateral (
      select s.case_id as id, s.sort_at as at from case_scopes s${beside}
      where s.program = given.program and s.process = given.process and s.key = given.key and s.stage = given.stage
        and ${inPeriod(sql`s.sort_at`)}${further(filter, sql`s.sort_at`, sql`s.case_id`)}${and(narrowed?.wanted ?? [])}
      order by s.sort_at ${direction(filter)}, s.case_id ${direction(filter)} limit ${filter.limit}) as page`;
}

// Through the index of a filter: few cases of the archive fit it, or most that fit are in reach.
function archive(
  filter: CaseFilter,
  found: readonly Probe[],
  { joined, program, wanted, order }: Narrowed,
): RawBuilder<unknown> | null {
  if (found.length === 0) return null;
  return sql`select distinct page.id, page.at from ${given(found, probeColumns)} cross join lateral (
      select k.id, k.sort_at as at from cases k ${joined}
      where k.program = given.program and ${program} = given.program and k.process = given.process and k.stage = given.stage
        and given.key = any(k.scopes)
        and ${inPeriod(order.at)}${further(filter, order.at, order.id)}${and(wanted)}
      order by ${order.at} ${direction(filter)}, ${order.id} ${direction(filter)} limit ${filter.limit}) as page`;
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

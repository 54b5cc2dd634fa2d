// Owns which conversations a list has: as far as somebody's scope reaches, each way into it by an index of its own.
// Refuses to know what is shown of them.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Stage } from '../../domain/conversation/state.ts';
import { sql } from '../sql.ts';

/** What somebody may see of a program: by role, and what is their own. */
export type ProgramScope = {
  program: string;
  roles: readonly string[];
  /** Queues overseen, or all. */
  oversees: 'all' | readonly string[];
  /** The processes all of whose cases are theirs to see. */
  open: readonly string[];
};

/** Opened at or after `from` and before `before`. */
export type Period = { from?: Instant; before?: Instant };

export type ConversationFilter = {
  login: string;
  scopes: readonly ProgramScope[];
  program?: string;
  stage?: string;
  queue?: string;
  category?: string;
  disposition?: string;
  overdue?: boolean;
  /** Only what waits for one of the asker's own roles to take it. */
  addressed?: boolean;
  /** The login of its assignee; of a closed one, of the last assignee. */
  assignee?: string;
  /** By program, because a day begins in each by its own clock. */
  opened?: Readonly<Record<string, Period>>;
  /** Only intakes that ended without a request; they are left out otherwise. */
  abandoned?: boolean;
  /** A part of a contract number or an INN, or the beginning of an id, in whatever case: in any of these spellings. */
  search?: readonly string[];
  newestFirst?: boolean;
  after?: { openedAt: Instant; id: string };
  limit: number;
};

/** Whose requests are counted, as far as their scope reaches. */
export type CountedScope = Pick<ConversationFilter, 'login' | 'scopes'>;

/**
 * One way in which conversations are somebody's to see: in which stages, and what else must hold of `c`; `ofOne` when they
 * are those of one person.
 */
type Way = { stages: readonly Stage[]; condition: RawBuilder<unknown>; ofOne?: boolean };

// So many are fetched and sorted in a moment. A search that finds more is so broad that going through the scope in order
// meets enough of them soon.
const MOST_FOUND = 5_000;

/**
 * The ids of a list as a sub-select, with what has to stand before the whole statement. An `or` over all ways would be
 * answered by going through the table; each by itself has an index in the list's order and ends with the page.
 * @returns `null` when there can be none
 */
export function listedIds(filter: ConversationFilter): { found: RawBuilder<unknown>; ids: RawBuilder<unknown> } | null {
  const ways = filter.scopes.flatMap((scope) => waysInto(scope, filter));
  if (ways.length === 0) return null;
  const wanted = wantedBy(filter);
  // Of what is empty nothing can be seen; every id would begin so.
  const search = filter.search?.filter((typed) => typed !== '');
  if (search?.length === 0) return null;
  const page = (condition: RawBuilder<unknown>, from = sql`conversations`) =>
    sql`(select c.id from ${from} c where ${condition}${wanted} order by ${inOrder(filter)} limit ${filter.limit})`;
  if (search === undefined)
    return {
      found: sql``,
      ids: sql.join(
        ways.map((way) => page(way)),
        sql` union `,
      ),
    };
  // `offset 0` keeps them apart: first what was found, then who may see it.
  const fetched = sql`(select * from conversations where id = any((select few from amount)::uuid[]) offset 0)`;
  const few = page(sql`(${sql.join(ways, sql` or `)})`, fetched);
  const broad = ways.map((way) => page(sql`(select few is null from amount) and ${way} and ${isFoundBy(search)}`));
  return { found: foundBy(search), ids: sql.join([few, ...broad], sql` union `) };
}

/** The order of a list, of conversations `c`. */
export function inOrder({ newestFirst = false }: Pick<ConversationFilter, 'newestFirst'>): RawBuilder<unknown> {
  return newestFirst ? sql`c.opened_at desc, c.id desc` : sql`c.opened_at, c.id`;
}

/** Says in SQL what `relationsOf` says of one, as far as the filter asks for it. */
function waysInto(scope: ProgramScope, filter: ConversationFilter): RawBuilder<unknown>[] {
  const { program } = scope;
  if (filter.program !== undefined && filter.program !== program) return [];
  const ways = filter.addressed === true ? [addressedWay(scope)] : waysOf(scope, filter);
  const opened = openedIn(filter.opened?.[program] ?? {});
  return ways.flatMap(({ stages, condition, ofOne }) => {
    const wanted = stages.filter((stage) => filter.stage === undefined || stage === filter.stage);
    // Stages stand in the text: a parameter would not be known to fit an index of some stages.
    const names = sql.join(wanted.map((stage) => sql.lit(stage)));
    // Who has few is found by name: a program's whole order, which an index has too, would be gone through for them.
    const isOf = ofOne === true || filter.assignee !== undefined ? sql`c.program || ''` : sql`c.program`;
    return wanted.length === 0 ? [] : [sql`${isOf} = ${program} and c.stage in (${names}) and ${condition}${opened}`];
  });
}

/** Addressed by a role: true of a waiting conversation `c`. */
export function addressedTo(roles: readonly string[]): RawBuilder<unknown> {
  return sql`c.addressed_roles && ${roles}::text[]`;
}

function addressedWay({ roles }: ProgramScope): Way {
  return { stages: ['waiting'], condition: addressedTo(roles) };
}

function waysOf(scope: ProgramScope, { login, abandoned }: ConversationFilter): Way[] {
  const { oversees } = scope;
  // What ended as an intake was in no queue, and nobody's.
  if (abandoned === true) return oversees === 'all' ? [{ stages: ['closed'], condition: sql`c.abandoned` }] : [];
  // Whoever oversees all sees what is their own, too.
  if (oversees === 'all') return [{ stages: ['waiting', 'assigned', 'closed'], condition: sql`not c.abandoned` }];
  const own: Way[] = [
    { stages: ['assigned', 'closed'], condition: sql`c.assignee = ${login}`, ofOne: true },
    { stages: ['closed'], condition: sql`c.continued_by = ${login}`, ofOne: true },
    addressedWay(scope),
  ];
  if (oversees.length === 0) return own;
  return [
    ...own,
    { stages: ['waiting'], condition: sql`c.queue = any(${oversees}::text[])` },
    { stages: ['assigned', 'closed'], condition: sql`c.visited_queues && ${oversees}::text[]` },
  ];
}

function openedIn({ from, before }: Period): RawBuilder<unknown> {
  return allOf([
    ...(from === undefined ? [] : [sql`c.opened_at >= ${from}::timestamptz`]),
    ...(before === undefined ? [] : [sql`c.opened_at < ${before}::timestamptz`]),
  ]);
}

function wantedBy({ overdue, after, newestFirst = false, ...filter }: ConversationFilter): RawBuilder<unknown> {
  const equal = (['queue', 'category', 'disposition', 'assignee'] as const).flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [sql`c.${sql.ref(column)} = ${value}`];
  });
  const further = newestFirst ? sql`<` : sql`>`;
  return allOf([
    ...equal,
    ...(overdue === undefined ? [] : [overdue ? sql`c.overdue` : sql`not c.overdue`]),
    ...(after === undefined
      ? []
      : [sql`(c.opened_at, c.id) ${further} (${after.openedAt}::timestamptz, ${after.id}::uuid)`]),
  ]);
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(
    conditions.map((condition) => sql` and ${condition}`),
    sql``,
  );
}

// Sorts behind whatever can follow a beginning.
const LAST_CHARACTER = '\u{10FFFF}';

/** True of an id that begins with what was typed. Compared by a range, which a prepared statement finds by index. */
function beginsWith(typed: string): RawBuilder<unknown> {
  const from = sql`lower(${typed}::text)`;
  return sql`c.id::text ~>=~ ${from} and c.id::text ~<~ (${from} || ${LAST_CHARACTER}::text)`;
}

/** True of a row `n` of numbers that holds what was typed. */
function holds(typed: string): RawBuilder<unknown> {
  return sql`strpos(n.searched, folded_name(${typed})) > 0 and folded_name(${typed}) <> ''`;
}

/**
 * True of a conversation `c` found by what was typed. Wrapped, so that no index is used for it: where this is asked, much
 * fits it, and the page is full sooner in the list's order.
 */
function isFoundBy(search: readonly string[]): RawBuilder<unknown> {
  const isFound = search.map(
    (typed) =>
      sql`(${beginsWith(typed)}) or (select ${holds(typed)} from conversation_numbers n where n.conversation_id = c.id)`,
  );
  return sql`coalesce(${sql.join(isFound, sql` or `)}, false)`;
}

/** `amount.few`: the ids of all that was found, whoever may see them; null when they are too many. */
function foundBy(search: readonly string[]): RawBuilder<unknown> {
  // By a limit that the planner does not see, or all that fits would be gathered and sorted.
  const most = sql`limit (select ${sql.lit(MOST_FOUND + 1)})`;
  const found = search.map(
    (typed) => sql`(select n.conversation_id as id from conversation_numbers n
        where parts_of(n.searched) @> wanted_parts(folded_name(${typed})) and ${holds(typed)} ${most})
      union all (select c.id from conversations c where ${beginsWith(typed)} order by c.id::text using ~<~ ${most})`,
  );
  return sql`with found as (${sql.join(found, sql` union all `)}), amount as materialized (
      select case when count(*) <= ${sql.lit(MOST_FOUND)} then coalesce(array_agg(id), '{}') end as few from found)`;
}

// Each way in which a person may see conversations has an index of its own.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Stage } from '../../domain/conversation/state.ts';
import { sql } from '../sql.ts';

/** A person's view of a program: by role, and by their own work. */
export type ProgramScope = {
  program: string;
  roles: readonly string[];
  /** Queues overseen, or all. */
  oversees: 'all' | readonly string[];
  /** Processes of which they may see all cases. */
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
  /** Only requests that wait for one of the person's own roles. */
  addressed?: boolean;
  /** The login of the assignee; for a closed one, of the last assignee. */
  assignee?: string;
  /** By program, because a day begins in each by its own clock. */
  opened?: Readonly<Record<string, Period>>;
  /** Only intakes that ended without a request; otherwise they are left out. */
  abandoned?: boolean;
  /**
   * A part of a contract number or an INN, or the beginning of an id, in any case; any of these spellings may match.
   */
  search?: readonly string[];
  newestFirst?: boolean;
  after?: { openedAt: Instant; id: string };
  limit: number;
};

/** The person whose requests are counted, within their scope. */
export type CountedScope = Pick<ConversationFilter, 'login' | 'scopes'>;

/**
 * One way in which a person may see conversations: the stages, and a condition on `c`. `ofOne` marks conversations of a
 * single person.
 */
type Way = { stages: readonly Stage[]; condition: RawBuilder<unknown>; ofOne?: boolean };

// This many are fetched and sorted quickly. A search with more hits is so broad that walking the scope in order soon
// finds enough of them.
const MOST_FOUND = 5_000;

/**
 * The ids of a list as a sub-select, and the part that comes before the whole statement. One `or` over all ways would
 * scan the table; each way alone has an index in the list's order and stops after the page.
 * @returns `null` when the list is certainly empty
 */
export function listedIds(filter: ConversationFilter): { found: RawBuilder<unknown>; ids: RawBuilder<unknown> } | null {
  const ways = filter.scopes.flatMap((scope) => waysInto(scope, filter));
  if (ways.length === 0) return null;
  const wanted = wantedBy(filter);
  // An empty text would match the beginning of every id, so it is not searched.
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
  // `offset 0` makes PostgreSQL first fetch the hits and then check who may see them.
  const fetched = sql`(select * from conversations where id = any((select few from amount)::uuid[]) offset 0)`;
  const few = page(sql`(${sql.join(ways, sql` or `)})`, fetched);
  const broad = ways.map((way) => page(sql`(select few is null from amount) and ${way} and ${isFoundBy(search)}`));
  return { found: foundBy(search), ids: sql.join([few, ...broad], sql` union `) };
}

/** The order of a list of conversations `c`. */
export function inOrder({ newestFirst = false }: Pick<ConversationFilter, 'newestFirst'>): RawBuilder<unknown> {
  return newestFirst ? sql`c.opened_at desc, c.id desc` : sql`c.opened_at, c.id`;
}

/** The SQL form of `relationsOf`, limited to what the filter asks for. */
function waysInto(scope: ProgramScope, filter: ConversationFilter): RawBuilder<unknown>[] {
  const { program } = scope;
  if (filter.program !== undefined && filter.program !== program) return [];
  const ways = filter.addressed === true ? [addressedWay(scope)] : waysOf(scope, filter);
  const opened = openedIn(filter.opened?.[program] ?? {});
  return ways.flatMap(({ stages, condition, ofOne }) => {
    const wanted = stages.filter((stage) => filter.stage === undefined || stage === filter.stage);
    // Stages are literals: with a parameter the planner cannot use an index over some stages.
    const names = sql.join(wanted.map((stage) => sql.lit(stage)));
    // A person's few conversations are found by name: `|| ''` keeps the planner from walking the program's whole order.
    const isOf = ofOne === true || filter.assignee !== undefined ? sql`c.program || ''` : sql`c.program`;
    return wanted.length === 0 ? [] : [sql`${isOf} = ${program} and c.stage in (${names}) and ${condition}${opened}`];
  });
}

/** True for a waiting conversation `c` addressed to one of the roles. */
export function addressedTo(roles: readonly string[]): RawBuilder<unknown> {
  return sql`c.addressed_roles && ${roles}::text[]`;
}

function addressedWay({ roles }: ProgramScope): Way {
  return { stages: ['waiting'], condition: addressedTo(roles) };
}

function waysOf(scope: ProgramScope, { login, abandoned }: ConversationFilter): Way[] {
  const { oversees } = scope;
  // A conversation that ended as an intake was in no queue and had no assignee.
  if (abandoned === true) return oversees === 'all' ? [{ stages: ['closed'], condition: sql`c.abandoned` }] : [];
  // An overseer of everything sees their own work, too.
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

// Sorts after every character that can follow.
const LAST_CHARACTER = '\u{10FFFF}';

/** True for an id that begins with the typed text. A range, because a prepared statement can use its index. */
function beginsWith(typed: string): RawBuilder<unknown> {
  const from = sql`lower(${typed}::text)`;
  return sql`c.id::text ~>=~ ${from} and c.id::text ~<~ (${from} || ${LAST_CHARACTER}::text)`;
}

/** True for a row `n` of numbers that contains the typed text. */
function holds(typed: string): RawBuilder<unknown> {
  return sql`strpos(n.searched, folded_name(${typed})) > 0 and folded_name(${typed}) <> ''`;
}

/**
 * True for a conversation `c` that matches the typed text. It is wrapped so that no index is used: this is asked for
 * broad searches, where the list's order fills the page sooner.
 */
function isFoundBy(search: readonly string[]): RawBuilder<unknown> {
  const isFound = search.map(
    (typed) =>
      sql`(${beginsWith(typed)}) or (select ${holds(typed)} from conversation_numbers n where n.conversation_id = c.id)`,
  );
  return sql`coalesce(${sql.join(isFound, sql` or `)}, false)`;
}

/** `amount.few`: the ids of all hits, before access is checked; null when there are too many. */
function foundBy(search: readonly string[]): RawBuilder<unknown> {
  // The planner must not see this limit; otherwise it would gather and sort all hits.
  const most = sql`limit (select ${sql.lit(MOST_FOUND + 1)})`;
  const found = search.map(
    (typed) => sql`(select n.conversation_id as id from conversation_numbers n
        where parts_of(n.searched) @> wanted_parts(folded_name(${typed})) and ${holds(typed)} ${most})
      union all (select c.id from conversations c where ${beginsWith(typed)} order by c.id::text using ~<~ ${most})`,
  );
  return sql`with found as (${sql.join(found, sql` union all `)}), amount as materialized (
      select case when count(*) <= ${sql.lit(MOST_FOUND)} then coalesce(array_agg(id), '{}') end as few from found)`;
}

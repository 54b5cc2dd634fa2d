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
};

export type ConversationFilter = {
  login: string;
  scopes: readonly ProgramScope[];
  program?: string;
  stage?: string;
  queue?: string;
  overdue?: boolean;
  mine?: boolean;
  /** The beginning of a contract number, an INN or an id, in whatever case. */
  search?: string;
  after?: { openedAt: Instant; id: string };
  limit: number;
};

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
  const { search } = filter;
  const page = (condition: RawBuilder<unknown>, from = sql`conversations`) =>
    sql`(select c.id from ${from} c where ${condition}${wanted} order by c.opened_at, c.id limit ${filter.limit})`;
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
  const broad = ways.map((way) => page(sql`(select few is null from amount) and ${way} and ${beginsWith(search)}`));
  return { found: foundBy(search), ids: sql.join([few, ...broad], sql` union `) };
}

/** Says in SQL what `relationsOf` says of one, as far as the filter asks for it. */
function waysInto({ program, roles, oversees }: ProgramScope, filter: ConversationFilter): RawBuilder<unknown>[] {
  if (filter.program !== undefined && filter.program !== program) return [];
  return waysOf({ roles, oversees }, filter.login).flatMap(({ stages, condition, ofOne }) => {
    const wanted = stages.filter((stage) => filter.stage === undefined || stage === filter.stage);
    // Stages stand in the text: a parameter would not be known to fit an index of some stages.
    const names = sql.join(wanted.map((stage) => sql.lit(stage)));
    // Who has few is found by name: a program's whole order, which an index has too, would be gone through for them.
    const isOf = ofOne === true || filter.mine === true ? sql`c.program || ''` : sql`c.program`;
    return wanted.length === 0 ? [] : [sql`${isOf} = ${program} and c.stage in (${names}) and ${condition}`];
  });
}

function waysOf({ roles, oversees }: Omit<ProgramScope, 'program'>, login: string): Way[] {
  // Whoever oversees all sees what is their own, too.
  if (oversees === 'all') return [{ stages: ['waiting', 'assigned', 'closed'], condition: sql`true` }];
  const own: Way = { stages: ['assigned', 'closed'], condition: sql`c.assignee = ${login}`, ofOne: true };
  const addressed: Way = { stages: ['waiting'], condition: sql`c.addressed_roles && ${roles}::text[]` };
  if (oversees.length === 0) return [own, addressed];
  return [
    own,
    addressed,
    { stages: ['waiting'], condition: sql`c.queue = any(${oversees}::text[])` },
    { stages: ['assigned', 'closed'], condition: sql`c.visited_queues && ${oversees}::text[]` },
  ];
}

function wantedBy({ queue, overdue, mine, login, after }: ConversationFilter): RawBuilder<unknown> {
  const conditions = [
    ...(queue === undefined ? [] : [sql`c.queue = ${queue}`]),
    ...(overdue === undefined ? [] : [overdue ? sql`c.overdue` : sql`not c.overdue`]),
    ...(mine === true ? [sql`c.assignee = ${login}`] : []),
    ...(after === undefined ? [] : [sql`(c.opened_at, c.id) > (${after.openedAt}::timestamptz, ${after.id}::uuid)`]),
  ];
  return sql.join(
    conditions.map((condition) => sql` and ${condition}`),
    sql``,
  );
}

// Sorts behind whatever can follow a beginning.
const LAST_CHARACTER = '\u{10FFFF}';

/** What a search looks at, each with an index of its own. */
const SEARCHED = [sql`lower(left(c.contract_number, 100))`, sql`c.inn`, sql`c.id::text`];

/** True of a value that begins with what was typed. Compared by ranges, which a prepared statement finds by index. */
function isIn(value: RawBuilder<unknown>, typed: string): RawBuilder<unknown> {
  const from = sql`lower(${typed}::text)`;
  return sql`${value} ~>=~ ${from} and ${value} ~<~ (${from} || ${LAST_CHARACTER}::text)`;
}

/**
 * True of a conversation `c` found by what was typed. Wrapped, so that no index is used for it: where this is asked, much
 * fits it, and the page is full sooner in the list's order.
 */
function beginsWith(typed: string): RawBuilder<unknown> {
  return sql`coalesce(${sql.join(
    SEARCHED.map((value) => isIn(value, typed)),
    sql` or `,
  )}, false)`;
}

/** `amount.few`: the ids of all that was found, whoever may see them; null when they are too many. */
function foundBy(typed: string): RawBuilder<unknown> {
  const each = SEARCHED.map(
    // In the index's order and by a limit that the planner does not see, or all that fits would be gathered and sorted.
    (value) => sql`(select c.id from conversations c where ${isIn(value, typed)} order by ${value} using ~<~
      limit (select ${sql.lit(MOST_FOUND + 1)}))`,
  );
  return sql`with found as (${sql.join(each, sql` union all `)}), amount as materialized (
      select case when count(*) <= ${sql.lit(MOST_FOUND)} then coalesce(array_agg(id), '{}') end as few from found)`;
}

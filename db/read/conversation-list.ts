import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import { sql } from '../sql.ts';
import {
  CASE_ORDER,
  type CaseFilter,
  equal,
  type Index,
  keysOfKind,
  listedIds,
  type Narrowed,
  type Period,
  type Reach,
  searchedIds,
} from './case-list.ts';

export type ConversationFilter = {
  /** Decides whose unread messages are counted. */
  login: string;
  reach: readonly Reach[];
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

// This many are fetched and sorted quickly. A search with more hits is so broad that walking the list in order soon
// finds enough of them.
const MOST_FOUND = 5_000;

/**
 * The ids of a page as a sub-select, and the part that comes before the whole statement.
 * @returns `null` when the list is certainly empty
 */
export function conversationIds(
  filter: ConversationFilter,
): { found: RawBuilder<unknown>; ids: RawBuilder<unknown> } | null {
  const cases = caseFilter(filter);
  const narrowed = narrowedBy(filter);
  if (filter.search === undefined) {
    const ids = listedIds(cases, narrowed);
    return ids === null ? null : { found: sql``, ids };
  }
  // An empty text would match the beginning of every id, so it is not searched.
  const search = filter.search.filter((typed) => typed !== '');
  if (search.length === 0) return null;
  // CDEK-24 opens an abandoned one to its successor’s assignee; like in lists, it is found only if it is asked for.
  const wanted = [...narrowed.wanted, sql`c.abandoned = ${filter.abandoned === true}`];
  const few = sql`(select few from amount)::uuid[]`;
  const ids = searchedIds(cases, { ...narrowed, wanted }, { few, broad: isFoundBy(search) });
  return ids === null ? null : { found: foundBy(search), ids };
}

function caseFilter({
  program,
  stage,
  newestFirst = false,
  opened,
  after,
  limit,
  ...filter
}: ConversationFilter): CaseFilter {
  return {
    ...{ program, newestFirst, sorted: opened, limit, reach: filter.reach.map((one) => keysFor(one, filter)) },
    stage,
    after: after && { at: after.openedAt, id: after.id },
  };
}

function keysFor(reach: Reach, { addressed, abandoned }: Pick<ConversationFilter, 'addressed' | 'abandoned'>): Reach {
  const own = abandoned === true ? [] : reach.own;
  if (addressed === true) return { ...reach, own: keysOfKind({ own, wide: [] }, 'addressed'), wide: [] };
  const wide = reach.wide.filter((key) => (key === 'abandoned') === (abandoned === true));
  return { ...reach, own, wide };
}

function narrowedBy({ overdue, ...filter }: ConversationFilter): Narrowed {
  const own = (['category', 'disposition'] as const).flatMap((name) => equal(`c.${name}`, filter[name]));
  const common = (['queue', 'assignee'] as const).flatMap((name) => equal(`k.${name}`, filter[name]));
  const late = overdue === undefined ? [] : [overdue ? sql`k.overdue` : sql`not k.overdue`];
  return {
    joined: (id) => sql`join conversations c on c.id = ${id}`,
    program: sql`c.program`,
    wanted: [...own, ...common, ...late],
    isOfOwnTable: common.length + late.length === 0,
    index: indexOf({ isOwn: own.length > 0, isOfCases: common.length > 0 || overdue === true }),
  };
}

// Both orders are when it was opened. An index of `cases` is narrower, because it has the stages apart.
function indexOf({ isOwn, isOfCases }: { isOwn: boolean; isOfCases: boolean }): Index | null {
  if (isOfCases) return { isByStage: true, order: CASE_ORDER };
  return isOwn ? { isByStage: false, order: { at: sql`c.opened_at`, id: sql`c.id` } } : null;
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

import type { Instant } from '../../domain/calendar/instant.ts';
import type { PastEvent, RecordedLife } from '../../domain/moment.ts';
import type { ReplayResult } from '../../domain/replay-result.ts';
import { Case } from '../entities/cases.ts';
import { ProgramReplay } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { find, findOne } from '../records.ts';
import { instantOf, row, rows, sql } from '../sql.ts';

export type ReplayRecord = {
  id: string;
  draftId: string;
  draftChangedAt: Instant;
  program: string;
  base: number;
  lastDays: number;
  fromAt: Instant;
  untilAt: Instant;
  status: 'running' | 'done' | 'stopped' | 'failed';
  total: number;
  lookedAt: number;
  result: ReplayResult;
  askedAt: Instant;
  askedBy: string;
  finishedAt: Instant | null;
};

const shown = [
  ...(['id', 'draft', 'draftChangedAt', 'program', 'base', 'lastDays', 'fromAt', 'untilAt'] as const),
  ...(['status', 'total', 'lookedAt', 'result', 'askedAt', 'askedBy', 'finishedAt'] as const),
] as const;

type Found = Omit<ReplayRecord, 'draftId'> & { draft: unknown };

function recordOf({ draft, ...found }: Found): ReplayRecord {
  return { ...found, draftId: typeof draft === 'string' ? draft : (draft as { id: string }).id };
}

export async function readReplay(em: Em, id: string): Promise<ReplayRecord | null> {
  const found = await findOne(em, ProgramReplay, { id }, shown);
  return found && recordOf(found);
}

/** A draft's latest replays, the newest first. */
export async function listReplays(em: Em, draftId: string, limit: number): Promise<ReplayRecord[]> {
  const options = { orderBy: { askedAt: 'desc', id: 'asc' }, limit } as const;
  return (await find(em, ProgramReplay, { draft: draftId }, shown, options)).map(recordOf);
}

/** Cases of a program that were opened in a time and have begun; not those that another case owns. */
export type Openings = { program: string; fromAt: Instant; untilAt: Instant };

const opened = ({ program, fromAt, untilAt }: Openings) =>
  sql`k.program = ${program} and k.owner_id is null and k.opened_at >= ${fromAt}::timestamptz
    and k.opened_at < ${untilAt}::timestamptz and k.state is not null`;

export async function countOpenings(em: Em, openings: Openings): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from cases k where ${opened(openings)}`,
  );
  return found?.count ?? 0;
}

/** A place in the order of openings. */
export type OpeningPlace = { at: Instant; id: string };

export type OpenedCase = RecordedLife & { process: string };

type Stored = Omit<OpenedCase, 'events'> & { entries: PastEvent[]; messages: PastEvent[] };

/** The next cases after a place, in the order of their openings, with what happened to them. No words, no notes. */
export async function readOpenings(
  em: Em,
  openings: Openings,
  after: OpeningPlace | null,
  limit: number,
): Promise<OpenedCase[]> {
  const beyond = after === null ? sql`` : sql` and (k.opened_at, k.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const found = await rows<Stored>(
    em,
    sql`select k.id, k.process, k.opened_at as "openedAt", k.state,
        (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'what', e.what, 'by', e.by, 'details', e.details) order by e.id), '[]')
          from timeline_entries e where e.case_id = k.id) as entries,
        (select coalesce(jsonb_agg(jsonb_build_object('at', m.at, 'what', 'wrote', 'by', m.author, 'details', null) order by m.seq), '[]')
          from messages m where m.conversation_id = k.id and m.author <> 'bot') as messages
      from cases k where ${opened(openings)}${beyond} order by k.opened_at, k.id limit ${limit}`,
  );
  return found.map(({ entries, messages, ...one }) => ({ ...one, events: inOrder([...entries, ...messages]) }));
}

/** By time; of one instant, entries come before messages. */
function inOrder(events: readonly PastEvent[]): PastEvent[] {
  return events
    .map((event) => ({ ...event, at: instantOf(event.at) }))
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}

/** What some cases say about themselves, for those who read their ids. */
export function readScopes(em: Em, ids: readonly string[]) {
  return find(em, Case, { id: { $in: [...ids] } }, ['id', 'scopes']);
}

import type { Instant } from '../../domain/calendar/instant.ts';
import type { ReplayResult } from '../../domain/replay-result.ts';
import { ProgramReplay } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { type OpeningPlace, readReplay, type ReplayRecord } from '../read/replays.ts';
import { json, row, rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

type Source = Readonly<Record<string, string>>;

export type NewReplay = Pick<
  ReplayRecord,
  'id' | 'draftId' | 'draftChangedAt' | 'program' | 'base' | 'lastDays' | 'fromAt' | 'untilAt' | 'total' | 'result'
> & { source: Source; by: string; at: Instant };

export async function insertReplay(em: Em, { draftId, source, by, at, ...replay }: NewReplay): Promise<void> {
  await em.insert(ProgramReplay, {
    ...{ ...replay, draft: draftId, source: { ...source }, status: 'running' },
    ...{ askedAt: at, askedBy: by, finishedAt: null, lookedAt: 0, placeAt: null, placeId: null },
  });
}

/** Waits for others who begin a replay of the draft. Returns the running one. */
export async function lockReplays(em: Em, draftId: string): Promise<ReplayRecord | null> {
  await rows(em, sql`select 1 from program_drafts where id = ${draftId}::uuid for update`);
  const found = await row<{ id: string }>(
    em,
    sql`select id from program_replays where draft_id = ${draftId}::uuid and status = 'running' for update`,
  );
  return found && readReplay(em, found.id);
}

export async function stopReplay(em: Em, replay: ReplayRecord, at: Instant): Promise<void> {
  await em.nativeUpdate(ProgramReplay, { id: replay.id }, { status: 'stopped', finishedAt: at });
  await tellProgress(em, { ...replay, status: 'stopped' }, at);
}

/** A running replay with its rules, and the place up to which it has looked. */
export type RunningReplay = ReplayRecord & { source: Source; place: OpeningPlace | null };

/**
 * The running replay that has looked at the fewest cases, so that several go on side by side; `null` when another
 * process works on each. It is locked until the transaction ends.
 */
export async function takeReplay(em: Em): Promise<RunningReplay | null> {
  const found = await row<{ id: string; source: Source; placeAt: Instant | null; placeId: string | null }>(
    em,
    sql`select id, source, place_at as "placeAt", place_id as "placeId" from program_replays
      where status = 'running' order by looked_at, asked_at, id limit 1 for update skip locked`,
  );
  const replay = found && (await readReplay(em, found.id));
  if (found === null || replay === null) return null;
  const { source, placeAt: at, placeId: id } = found;
  return { ...replay, source, place: at === null || id === null ? null : { at, id } };
}

export type Progress = {
  status: ReplayRecord['status'];
  lookedAt: number;
  place: OpeningPlace | null;
  result: ReplayResult;
};

/** Keeps how far a replay has come, and tells those who may change the program after each whole percent. */
export async function keepProgress(em: Em, before: RunningReplay, progress: Progress, at: Instant): Promise<void> {
  const { status, lookedAt, place, result } = progress;
  await rows(
    em,
    sql`update program_replays set status = ${status}, looked_at = ${lookedAt}, place_at = ${place?.at ?? null}::timestamptz,
        place_id = ${place?.id ?? null}::uuid, result = ${json(result)},
        finished_at = ${status === 'running' ? null : at}::timestamptz
      where id = ${before.id}::uuid`,
  );
  const percent = (looked: number) => Math.floor((looked * 100) / Math.max(before.total, 1));
  if (status === 'running' && percent(lookedAt) === percent(before.lookedAt)) return;
  await tellProgress(em, { ...before, status, lookedAt }, at);
}

/** The kind of live events about replays; their case id is the replay's. */
export const REPLAY_EVENT = 'replay';

/** Puts a replay's progress into the live log. */
export async function tellProgress(
  em: Em,
  { id, draftId, program, status, total, lookedAt }: Omit<ReplayRecord, 'result'>,
  at: Instant,
): Promise<void> {
  const told = { details: { draftId, status, total, lookedAt } };
  await rows(
    em,
    sql`with logged as (
      insert into live_events (kind, program, case_id, told, at)
      values (${REPLAY_EVENT}, ${program}, ${id}::uuid, ${json(told)}, ${at}::timestamptz) returning 1
    ) select pg_notify(${LIVE_CHANNEL}, '') from logged`,
  );
}

/** Forgets replays that ended long ago. Returns how many. */
export async function purgeReplays(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(
    em,
    { table: 'program_replays', column: 'asked_at', condition: sql`status <> 'running'` },
    oldest,
  );
}

// A case is removed with everything that belongs to it. The ledger and the audit trail stay.
import type { RawBuilder } from 'kysely';
import type { Scope } from '../../domain/access/scopes.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { lockCase } from './case-lock.ts';
import { emitLiveEvents } from './live-events.ts';

/** What a process adds: its table with `closed_at`, and the removal of its own rows. */
export type OwnRows = { table: string; remove(em: Em, ids: readonly string[]): Promise<void> };

/** Cases of one program and process that were closed before an instant, and go by one of these versions. */
export type Closed = {
  program: string;
  process: string;
  before: Instant;
  versions: readonly number[];
  /** Also those that name no version: an intake that never became a request, and cases from before there were any. */
  unnamed: boolean;
};

/**
 * Removes the oldest of these cases, in one transaction. A case stays while it is held, while an effect of it is not
 * settled, and while it belongs to another. Returns how many are gone.
 */
export async function purgeClosed(
  em: Em,
  own: OwnRows,
  closed: Closed,
  { at, most }: { at: Instant; most: number },
): Promise<number> {
  const found = await rows(em, closedCases(own, closed, sql`true`, most));
  if (found.length === 0) return 0;
  return em.transactional(async (tx) => {
    const wanted = found.map(({ id }) => id).toSorted();
    await lockCase(tx, ...wanted);
    // Another worker may have removed them meanwhile, or a person may hold one.
    const sure = await rows(tx, closedCases(own, closed, sql`c.id = any(${wanted}::uuid[])`, most));
    if (sure.length > 0) await remove(tx, own, closed, { sure, at });
    return sure.length;
  });
}

type ClosedCase = { id: string; closedAt: Instant };

function closedCases(
  { table }: OwnRows,
  { program, process, before, versions, unnamed }: Closed,
  which: RawBuilder<unknown>,
  most: number,
): RawBuilder<ClosedCase> {
  return sql<ClosedCase>`select c.id, own.closed_at as "closedAt" from ${sql.table(table)} own join cases c on c.id = own.id
      left join policy_snapshots p on p.digest = c.policy_digest
    where own.closed_at < ${before}::timestamptz and c.program = ${program} and c.process = ${process}
      and not c.open and c.owner_id is null and ${which}
      and case when p.policy ->> 'programVersion' is null then ${unnamed}
        else (p.policy ->> 'programVersion')::int = any(${versions}::int[]) end
      and not exists (select 1 from legal_holds h where h.case_id = c.id)
      and not exists (select 1 from outbound_effects e where e.case_id = c.id and e.status not in ('done', 'refused'))
    order by own.closed_at, c.id limit ${most}`;
}

async function remove(
  em: Em,
  own: OwnRows,
  { program, process }: Closed,
  { sure, at }: { sure: readonly ClosedCase[]; at: Instant },
): Promise<void> {
  const ids = sure.map(({ id }) => id);
  await own.remove(em, ids);
  const of = sql`case_id = any(${ids}::uuid[])`;
  await rows(em, sql`delete from effect_questions where effect_id in (select id from outbound_effects where ${of})`);
  for (const table of ['outbound_effects', 'notifications', 'timeline_entries', 'case_notes', 'case_timetables'])
    await rows(em, sql`delete from ${sql.table(table)} where ${of}`);
  const gone = await rows<{ caseId: string; contactId: string | null; before: Scope[] }>(
    em,
    sql`delete from cases where id = any(${ids}::uuid[]) returning id as "caseId", contact_id as "contactId", scopes as before`,
  );
  const contacts = gone.flatMap(({ contactId }) => contactId ?? []);
  await rows(
    em,
    sql`delete from contacts where id = any(${contacts}::uuid[])
      and not exists (select 1 from cases where cases.contact_id = contacts.id)`,
  );
  await rows(
    em,
    sql`insert into audit_entries (at, actor, action, program, case_id, details)
      select ${at}::timestamptz, 'careline', ${PURGED}, ${program}, id, jsonb_build_object('process', ${process}::text)
      from unnest(${ids}::uuid[]) as id`,
  );
  const events = gone.map(({ caseId, before }) => ({ kind: process, program, caseId, before }));
  await emitLiveEvents(em, at, events);
}

const PURGED = 'case.purged';

/** The program and instant of a case that was removed after its time. */
export async function readPurge(em: Em, caseId: string): Promise<{ program: string; at: Instant } | null> {
  return row(
    em,
    sql<{ program: string; at: Instant }>`select program, at from audit_entries
      where case_id = ${caseId}::uuid and action = ${PURGED} limit 1`,
  );
}

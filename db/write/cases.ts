// The only writer of `cases` and `case_scopes`, as parts of the one statement that writes a move.
import type { RawBuilder } from 'kysely';
import type { CaseRow } from '../../domain/case-row.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { json, type Parts, sql } from '../sql.ts';

export type NewCase = {
  id: string;
  process: string;
  program: string;
  policyDigest: string | null;
  contactId: string | null;
  openedAt: Instant;
};

/** The facts of a case in an intake: no scopes open it yet, and no state can begin it again. */
export const IN_INTAKE: Omit<CaseRow, 'state'> = {
  ...{ version: 0, stage: 'intake', queue: null, assignee: null, overdue: false, open: true, sortAt: null },
  ...{ scopes: [], listed: [] },
};

type Row = Omit<CaseRow, 'state'> & { state?: CaseRow['state'] };

/** The columns of the part `moved`. */
export const movedColumns = sql`id, process, program, stage, sort_at, old.scopes as before, old.assignee as left_by,
  (old.scopes, old.stage, old.sort_at) is distinct from (new.scopes, new.stage, new.sort_at) as is_moved`;

/** Inserts a case, as the part `moved` of a statement. */
export function caseInsertion({ id, process, program, ...found }: NewCase, row: Row): RawBuilder<unknown> {
  const { openedAt, policyDigest, contactId } = found;
  return sql`insert into cases (id, process, program, version, stage, queue, assignee, overdue, open, opened_at, sort_at,
      policy_digest, contact_id, scopes, state)
    values (${id}::uuid, ${process}, ${program}, ${row.version}, ${row.stage}, ${row.queue}, ${row.assignee}, ${row.overdue}, ${row.open},
      ${openedAt}::timestamptz, coalesce(${row.sortAt}::timestamptz, ${openedAt}::timestamptz), ${policyDigest}, ${contactId}::uuid,
      ${row.scopes}::text[], ${row.state === undefined ? null : JSON.stringify(row.state)}::jsonb)
    returning ${movedColumns}`;
}

/**
 * Moves a case on, as the part `moved` of a statement. No row: the record is already as far, or the request `updateId` is
 * part of it. `digest` is the policy that a request keeps from its first move; `after` is the only version that it may
 * follow, `from` the only stage. With `from` the statement's part `held` locks the case first.
 */
export function caseUpdate(
  id: string,
  row: CaseRow,
  about: { updateId: string | null; digest?: string | null; after?: number; from?: 'intake' | null },
): RawBuilder<unknown> {
  const { updateId, digest = null, after, from = null } = about;
  return sql`update cases set version = ${row.version}, stage = ${row.stage}, queue = ${row.queue}, assignee = ${row.assignee},
      overdue = ${row.overdue}, open = ${row.open}, sort_at = coalesce(${row.sortAt}::timestamptz, sort_at),
      policy_digest = coalesce(policy_digest, ${digest}), scopes = ${row.scopes}::text[], state = ${json(row.state)}
    ${from === null ? sql`` : sql`from held `}where id = ${id}::uuid and version < ${row.version}
      ${after === undefined ? sql`` : sql` and version = ${after}`}${from === null ? sql`` : sql` and stage = ${from}`}
      ${updateId === null ? sql`` : sql` and not exists (select 1 from carried_out_updates where update_id = ${updateId} and case_id = ${id}::uuid)`}
    returning ${movedColumns}`;
}

/** Puts a moved case into its lists, as the part `listed` of a statement whose `moved` has the cases. */
export function listing(listed: readonly string[]): RawBuilder<unknown> {
  return sql`insert into case_scopes as s (case_id, key, program, process, stage, sort_at)
      select moved.id, key, moved.program, moved.process, moved.stage, moved.sort_at
      from moved, unnest(${listed}::text[]) as key where moved.is_moved
      on conflict (case_id, key) do update set stage = excluded.stage, sort_at = excluded.sort_at`;
}

// Takes a moved case out of its other lists.
function hiding(listed: readonly string[]): RawBuilder<unknown> {
  return sql`delete from case_scopes s using moved
      where s.case_id = moved.id and moved.is_moved and s.key <> all(${listed}::text[])`;
}

/** The changed lists of moved cases, as parts of a statement whose `moved` has them. */
export function scopeParts(listed: readonly string[]): Parts {
  return { hidden: hiding(listed), listed: listing(listed) };
}

import type { Em } from '../../db/orm.ts';
import { parts, row, rows, sql } from '../../db/sql.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import { caseUpdate, scopeParts } from '../../db/write/cases.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { aWaitingState } from './builders.ts';

type Facts = Partial<ConversationState> & { continuedBy?: string | null };

/** Changes the facts of a stored request past its process, with everything that lists and readers go by. */
export async function changeRequest(em: Em, id: string, { continuedBy = null, ...changes }: Facts): Promise<void> {
  const stored = await row<{ version: number; openedAt: string; state: ConversationState | null }>(
    em,
    sql`select version, opened_at as "openedAt", state from cases where id = ${id}::uuid`,
  );
  if (stored === null) throw new Error(`there is no case ${id}`);
  const opened = new Date(stored.openedAt).toISOString();
  const before = stored.state ?? aWaitingState({ waitingSince: opened });
  const state = { ...before, ...changes, version: stored.version + 1 };
  const move = recordedMove({ state, at: state.movedAt, says: [], notifies: [], entries: [], next: [] });
  const successor = continuedBy === null || state.stage !== 'closed' ? [] : [`successor:${continuedBy}`];
  const shown = { ...move.row, scopes: [...move.row.scopes, ...successor], listed: [...move.row.listed, ...successor] };
  await rows(
    em,
    sql`with moved as (${caseUpdate(id, shown, { updateId: null })})${parts(scopeParts(shown.listed))}
      update conversations set intake_step = null, category = ${state.category},
        requested_at = coalesce(requested_at, ${state.waitingSince}::timestamptz), waiting_since = ${state.waitingSince}::timestamptz,
        closed_at = ${state.stage === 'closed' ? (state.closedAt ?? opened) : null}::timestamptz
      from moved where conversations.id = moved.id`,
  );
}

/** A case that is open to its whole program and has nothing but its row and perhaps a policy, unless there is one. */
export async function putCase(
  em: Em,
  { caseId, process, program }: { caseId: string; process: string; program: string },
  policy?: object,
): Promise<void> {
  const digest = policy === undefined ? null : await keepPolicy(em, policy);
  await rows(
    em,
    sql`insert into cases (id, process, program, stage, scopes, opened_at, sort_at, policy_digest)
      values (${caseId}::uuid, ${process}, ${program}, 'open', '{program}', now(), now(), ${digest}) on conflict (id) do nothing`,
  );
}

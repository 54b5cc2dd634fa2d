import type { Assignment } from '../../domain/distribution.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

/**
 * The key for `lockCase` during a team's distribution: without it, two cases could go to the same least busy person.
 */
export function distributionOf(program: string, team: string): string {
  return `distribution/${program}/${team}`;
}

/** Stores for whom a case's tickets are meant, until the case's own move assigns them. */
export async function keepMeantFor(em: Em, caseId: string, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await rows(
    em,
    sql`update tickets t set meant_for = chosen.login
      from jsonb_to_recordset(${json(assignments)}) as chosen (ticket text, login text)
      join cases k on k.owner_id = ${caseId}::uuid and k.key = chosen.ticket or k.id = ${caseId}::uuid and k.owner_id is null
      where t.id = k.id and k.assignee is null`,
  );
}

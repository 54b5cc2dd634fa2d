// Owns that tickets which are handed out at the same moment see each other. Refuses to choose to whom they go.
import type { Assignment } from '../../domain/ticket/distribution.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';

/** What `lockCase` holds while a team's tickets are handed out: else two would both go to who has least. */
export function distributionOf(program: string, team: string): string {
  return `distribution/${program}/${team}`;
}

/** Keeps whom tickets of a case are meant for, until the case's own move gives them. */
export async function keepMeantFor(em: Em, caseId: string, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await rows(
    em,
    sql`update tickets t set meant_for = chosen.login
      from jsonb_to_recordset(${json(assignments)}) as chosen (ticket text, login text)
      where t.case_id = ${caseId}::uuid and t.key = chosen.ticket and t.assignee is null`,
  );
}

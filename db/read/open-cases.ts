import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

/** An open case of its own, not one that another case owns, as its rules need it. */
export type OpenCase = { id: string; process: string; digest: string; state: unknown };

/** Open cases of a program that have begun, those whose next step is nearest first. */
export async function listOpenCases(
  em: Em,
  program: string,
  limit: number,
  { process = null, caseIds = null }: { process?: string | null; caseIds?: readonly string[] | null } = {},
): Promise<OpenCase[]> {
  return rows<OpenCase>(
    em,
    sql`select k.id, k.process, k.policy_digest as digest, k.state
      from cases k left join case_timetables t on t.case_id = k.id
      where k.open and k.program = ${program} and k.owner_id is null and k.policy_digest is not null and k.state is not null
        and (${process}::text is null or k.process = ${process}) and (${caseIds}::uuid[] is null or k.id = any(${caseIds}::uuid[]))
      order by t.next_at nulls last, k.id limit ${limit}`,
  );
}

export async function countOpenCases(em: Em, program: string): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from cases where open and program = ${program} and owner_id is null
      and policy_digest is not null and state is not null`,
  );
  return found?.count ?? 0;
}

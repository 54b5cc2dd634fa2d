// What a case asks of its record. The one cast from a stored case to a typed one is here.
import type { Kinds, Process } from '../domain/process.ts';
import type { Assignment } from '../domain/ticket/distribution.ts';
import type { CaseActivities, CaseId, CaseOf, LoadedCase } from './contract.ts';
import { ownDatabaseActivities } from './shared/own-database.ts';
import { workflowNow } from './shared/workflow-time.ts';

export const records = ownDatabaseActivities<CaseActivities>();

export function caseOf({ name }: { name: string }, { caseId, program }: CaseId): CaseOf {
  return { process: name, caseId, program };
}

export async function loadCase<K extends Kinds>(process: Process<K>, which: CaseId): Promise<LoadedCase<K>> {
  return (await records.loadCase(caseOf(process, which))) as LoadedCase<K>;
}

/** FK-04: to whom of their teams tickets are given that nobody has. */
export function assigneesOf<K extends Kinds>(
  { tickets: own }: Process<K>,
  policy: K['policy'],
  { caseId, program }: CaseId,
  tickets: readonly { key: string; type: string }[],
): Promise<Assignment[]> {
  const asked = tickets.map(({ key, type }) => ({ key, team: own?.team(policy, type) ?? '' }));
  return records.chooseAssignees({ caseId, program, tickets: asked, at: workflowNow() });
}

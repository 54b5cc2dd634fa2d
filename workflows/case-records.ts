// This file has the only cast from a stored case to a typed one.
import type { Kinds, Process } from '../domain/process.ts';
import type { Assignment, WaitingWork } from '../domain/distribution.ts';
import type { CaseActivities, CaseId, CaseOf, LoadedCase } from './contract.ts';
import { ownDatabaseActivities } from './shared/own-database.ts';
import { workflowNow } from './shared/workflow-time.ts';

export const records = ownDatabaseActivities<CaseActivities>();

export function caseOf({ name }: { name: string }, { caseId, program }: CaseId): CaseOf {
  return { process: name, caseId, program };
}

/** The version of the rules in a policy, for the record's side. */
export function rulesOf(policy: object): { programVersion?: number } {
  const { programVersion } = policy as { programVersion?: number };
  return programVersion === undefined ? {} : { programVersion };
}

export async function loadCase<K extends Kinds>(process: Process<K>, which: CaseId): Promise<LoadedCase<K>> {
  return (await records.loadCase(caseOf(process, which))) as LoadedCase<K>;
}

/** FK-04: chooses team members for work without an assignee. Stored histories call all of it `tickets`. */
export function assigneesOf(which: CaseOf, tickets: readonly WaitingWork[]): Promise<Assignment[]> {
  return records.chooseAssignees({ ...which, tickets, at: workflowNow() });
}

import { readCase } from '../db/read/cases.ts';
import { readPolicy } from '../db/read/policies.ts';
import type { Em } from '../db/orm.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { writeHappening } from '../db/write/case-happening.ts';
import { changePolicy } from '../db/write/policies.ts';
import { emitLiveEvents } from '../db/write/live-events.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { AnyProcess } from '../domain/process.ts';
import type { PlannedStep } from '../domain/timetable.ts';
import type { FollowedVersion } from '../workflows/contract.ts';

type Store = {
  process: AnyProcess;
  ahead?(em: Em, caseId: string, policy: never): Promise<readonly PlannedStep[] | null>;
};
type Asked = FollowedVersion & { caseId: string; program: string; at: Instant };

/** Gives a case the policy of another version, with its new timetable, in one transaction. */
export async function followVersion(
  em: Em,
  { process, ahead }: Store,
  { caseId, program, digest, by, at }: Asked,
): Promise<void> {
  await lockCase(em, caseId);
  const { policy: before, state } = await readCase(em, process.name, caseId);
  if (!(await changePolicy(em, caseId, digest))) return;
  const policy = await readPolicy<object>(em, digest);
  const steps = (await ahead?.(em, caseId, policy as never)) ?? process.next(policy, state as never);
  const details = { fromVersion: versionOf(before), toVersion: versionOf(policy) };
  const entry = { at, what: 'rules-changed', by, rule: null, details };
  await writeHappening(
    em,
    { caseId, process: process.name, program },
    { at, entries: [entry], next: steps, updateId: null },
  );
  await emitLiveEvents(em, at, [{ kind: process.name, program, caseId }]);
}

/** Its number, or the name that policies had before programs had versions. */
function versionOf(policy: object): string {
  const { programVersion, version = '' } = policy as { programVersion?: number; version?: string };
  return programVersion === undefined ? version : `${programVersion}`;
}

import { readCase } from '../db/read/cases.ts';
import { readPolicy } from '../db/read/policies.ts';
import type { Em } from '../db/orm.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { writeHappening } from '../db/write/case-happening.ts';
import { changePolicy } from '../db/write/policies.ts';
import { emitLiveEvents } from '../db/write/live-events.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { AnyProcess, Kinds } from '../domain/process.ts';
import type { FollowedVersion } from '../workflows/contract.ts';
import type { CaseStore } from './records/case-store.ts';

type Store = Pick<CaseStore<Kinds>, 'ahead' | 'write'> & { process: AnyProcess };
type Asked = FollowedVersion & { caseId: string; program: string; at: Instant };

/** Gives a case the policy of another version, with its new timetable, in one transaction. */
export async function followVersion(
  em: Em,
  { process, ahead, write }: Store,
  { caseId, program, digest, by, at }: Asked,
): Promise<void> {
  await lockCase(em, caseId);
  const { policy: before, state } = await readCase(em, process.name, caseId);
  if (!(await changePolicy(em, caseId, digest))) return;
  const policy = await readPolicy<{ version?: string; programVersion?: number }>(em, digest);
  const steps = (await ahead?.(em, caseId, policy)) ?? process.next(policy, state as never);
  const details = { fromVersion: versionOf(before), toVersion: versionOf(policy) };
  const entry = { at, what: 'rules-changed', by, rule: null, details };
  await writeHappening(
    em,
    { caseId, process: process.name, program },
    { at, entries: [entry], next: steps, updateId: null },
  );
  const moves = process.followed?.(policy, state as never, at) ?? [];
  const { programVersion } = policy;
  const which = { caseId, program, ...(programVersion === undefined ? {} : { programVersion }) };
  if (moves.length > 0) await write(em, which, moves, null);
  await emitLiveEvents(em, at, [{ kind: process.name, program, caseId }]);
}

/** Its number, or the name that policies had before programs had versions. */
function versionOf(policy: object): string {
  const { programVersion, version = '' } = policy as { programVersion?: number; version?: string };
  return programVersion === undefined ? version : `${programVersion}`;
}

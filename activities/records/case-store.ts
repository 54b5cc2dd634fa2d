import type { Em } from '../../db/orm.ts';
import type { NotWritten } from '../../db/write/recorded-otherwise.ts';
import type { Assignment, Candidate } from '../../domain/distribution.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Kinds, Moves, Process } from '../../domain/process.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import type { LoadedCase } from '../../workflows/contract.ts';

/** A case, and the version of the rules that its workflow goes by. */
export type RecordedCase = { caseId: string; program: string; programVersion?: number };

/** The storage of one process's cases. Everything runs in the given transaction. */
export type CaseStore<K extends Kinds> = {
  process: Process<K>;
  /** Writes moves that follow the record, with everything that belongs to them: all or none. */
  write(
    em: Em,
    which: RecordedCase,
    moves: Moves<K>,
    updateId: string | null,
  ): Promise<{ kind: 'written' } | NotWritten<K['state']>>;
  /** The people of a team, with what each of them holds of such work. */
  team?(em: Em, asked: { program: string; team: string; at: Instant }): Promise<Candidate[]>;
  /** Stores for whom work is meant, until the case's own move assigns it. */
  keepMeantFor?(em: Em, caseId: string, assignments: readonly Assignment[]): Promise<void>;
  /** The pending effects of a case, by its record. */
  pending?(em: Em, caseId: string, loaded: LoadedCase<K>): Promise<readonly Effect[]>;
  /** Takes due steps of the record; returns the time of the next look. */
  look?(em: Em, which: Pick<RecordedCase, 'caseId' | 'programVersion'>, at: Instant): Promise<Instant | null>;
  /** The steps ahead by a policy, where more than the state decides about them; `null`: only the state does. */
  ahead?(em: Em, caseId: string, policy: K['policy']): Promise<readonly PlannedStep[] | null>;
};

import type { Em } from '../../db/orm.ts';
import type { NotWritten } from '../../db/write/recorded-otherwise.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Kinds, Moves, Process } from '../../domain/process.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { LoadedCase } from '../../workflows/contract.ts';

/** How the cases of one process are kept. Everything runs in the transaction that it is given. */
export type CaseStore<K extends Kinds> = {
  process: Process<K>;
  /** @throws Error for a case that there is not */
  load(em: Em, caseId: string): Promise<LoadedCase<K>>;
  /** Writes moves that follow the record, with everything that belongs to them: all or none. */
  write(
    em: Em,
    which: { caseId: string; program: string },
    moves: Moves<K>,
    updateId: string | null,
  ): Promise<{ kind: 'written' } | NotWritten<K['state']>>;
  /** What a case owes outside by its record. */
  owed?(em: Em, caseId: string, loaded: LoadedCase<K>): Promise<readonly Effect[]>;
  /** Takes what is due by the record; when to look again. */
  look?(em: Em, caseId: string, at: Instant): Promise<Instant | null>;
};

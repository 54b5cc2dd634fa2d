import type { Em } from '../../db/orm.ts';
import type { NotWritten } from '../../db/write/recorded-otherwise.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Kinds, Moves, Process } from '../../domain/process.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { LoadedCase } from '../../workflows/contract.ts';

/** The storage of one process's cases. Everything runs in the given transaction. */
export type CaseStore<K extends Kinds> = {
  process: Process<K>;
  /** Writes moves that follow the record, with everything that belongs to them: all or none. */
  write(
    em: Em,
    which: { caseId: string; program: string },
    moves: Moves<K>,
    updateId: string | null,
  ): Promise<{ kind: 'written' } | NotWritten<K['state']>>;
  /** The pending effects of a case, by its record. */
  pending?(em: Em, caseId: string, loaded: LoadedCase<K>): Promise<readonly Effect[]>;
  /** Takes due steps of the record; returns the time of the next look. */
  look?(em: Em, caseId: string, at: Instant): Promise<Instant | null>;
};

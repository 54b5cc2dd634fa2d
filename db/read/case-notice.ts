import type { RawBuilder } from 'kysely';

/** What an entry `n` of `notifications` shows of its case, as expressions. */
export type CaseNotice = {
  process: string;
  /** The number by which people know the case; `null` for cases without one. */
  number: RawBuilder<string | null> | null;
  /** When its next step or decision is due. */
  dueAt: RawBuilder<string | null>;
};

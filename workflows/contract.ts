// The names by which a case's workflow is addressed, the same for every process.
import type { Instant } from '../domain/calendar/instant.ts';
import type { Effect } from '../domain/effect.ts';
import type { Kinds } from '../domain/process.ts';
import type { Assignment } from '../domain/ticket/distribution.ts';
import type { NextStep, Todo } from '../domain/timetable.ts';
import type { RecordedOtherwise } from './shared/move-writer.ts';

/** Which case. */
export type CaseId = { caseId: string; program: string };

/** A command and when the person asked, by the API's clock. */
export type AskedCommand<K extends Kinds> = { command: K['command']; askedAt: Instant };

/** What happens next and what people have to do; may be asked by hand from the Temporal UI. */
export type Outlook = { stage: string; nextAction: NextStep | null; next: NextStep[]; todo: Todo[] };

/** A case as its record has it, and what it still owes outside. */
export type LoadedCase<K extends Kinds> = { policy: K['policy']; state: K['state']; owed?: readonly Effect[] };

/** What the record holds in place of moves, and what that owes. */
export type CaseRecordedOtherwise<K extends Kinds> = RecordedOtherwise<K['state']> & { owed?: readonly Effect[] };

/** The record of one case, as its workflow reads and writes it. */
export type CaseRecord<K extends Kinds> = {
  load(): Promise<LoadedCase<K>>;
  /** All or none; answers when the record has gone another way. `updateId` is set when a person asked. */
  write(moves: readonly K['move'][], updateId: string | null): Promise<CaseRecordedOtherwise<K> | undefined>;
  /** To whom tickets that nobody has are given; none for an empty team. */
  chooseAssignees?(
    policy: K['policy'],
    tickets: readonly { key: string; type: string }[],
    at: Instant,
  ): Promise<readonly Assignment[]>;
  /** Takes what is due by the record. Returns when to look again; `null`: not before it is asked for. */
  look?(policy: K['policy'], at: Instant): Promise<Instant | null>;
};

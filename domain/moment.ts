// A case that is run again by other rules, in the form that every process gives it.
import type { Instant } from './calendar/instant.ts';
import type { Money } from './money.ts';
import type { Program } from './program.ts';

/**
 * Something that really happened to a case, as its timeline has it. A message is `wrote`, by `customer` or `agent`. No
 * words and no notes are in it.
 */
export type PastEvent = { at: Instant; what: string; by: string; details: Readonly<Record<string, unknown>> | null };

export const WROTE = 'wrote';

/** What the record holds of a case: its latest state, and its events in their order. */
export type RecordedLife = { id: string; openedAt: Instant; state: unknown; events: readonly PastEvent[] };

export const happeningKinds = ['overdue', 'escalation', 'text', 'refund'] as const;

export type HappeningKind = (typeof happeningKinds)[number];

/**
 * What the rules do to a case. `what` names it: the roles of an escalation, the id of a text, the reason of a refund,
 * otherwise what is overdue.
 */
export type Happening = { at: Instant; kind: HappeningKind; what: string; amount?: Money };

/** A case at one moment of its replay. Its methods give the next moment and leave this one as it is. */
export type Moment = {
  movedAt: Instant;
  /** When its first step ahead is due; `null` without one. */
  dueAt: Instant | null;
  /** What the turn that led here did. */
  happened: readonly Happening[];
  /** Takes the step ahead. @throws RangeError when the rules lack what the case needs */
  step(at: Instant): Moment;
  /** Takes in an event; `null` for one that the rules would have refused. */
  hear(event: PastEvent): Moment | null;
};

/** Begins a case by a program's rules. @throws RangeError when they lack what the case needs, such as its queue */
export type Replay = (program: Program, life: RecordedLife) => Moment;

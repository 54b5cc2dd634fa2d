import type { Instant } from '../calendar/instant.ts';
import type { PlannedStep, TextReference, TimelineEntry } from '../timetable.ts';

export type Stage = 'intake' | 'waiting' | 'assigned' | 'closed';

/** The state of a request as plain data: a workflow carries it and the database holds its projection. */
export type ConversationState = {
  /** Grows by one with every move, so a projection is written in order and once. */
  version: number;
  /** When the latest move happened. */
  movedAt: Instant;
  stage: Exclude<Stage, 'intake'>;
  category: string;
  queue: string;
  /** All queues that the request has been in, oldest first. */
  visitedQueues: readonly string[];
  /** Grows by one each time a ladder begins. */
  ladderRun: number;
  waitingSince: Instant;
  /** Ladder steps already taken in this run. */
  stepsTaken: number;
  /**
   * The latest announcement of this run, or its release; the next opening counts from here. `null` before the first. A
   * missed opening gets the date of its late announcement, so it is announced only once.
   */
  lastStepAt: Instant | null;
  addressedRoles: readonly string[];
  overdue: boolean;
  assignee: string | null;
  /**
   * While it waits in a queue that gives requests to people: whether one is being chosen, and whether the people of the
   * queue know that it waits. Absent in other queues.
   */
  giving?: { choosing: boolean; told: boolean };
  /** The person who has returned it to such a queue; it is not given to them again. */
  returnedBy?: string;
  closedAt: Instant | null;
  disposition: string | null;
  /** The note with the text of a disposition that needs its own. */
  dispositionNoteId: string | null;
};

/** The state after the next move, with only the given changes. */
export function moved(
  before: ConversationState,
  at: Instant,
  changes: Partial<ConversationState> = {},
): ConversationState {
  return { ...before, version: before.version + 1, movedAt: at, ...changes };
}

/** The fields of a ladder at its beginning. */
export function ladderBegins(role: string, at: Instant) {
  return {
    waitingSince: at,
    stepsTaken: 0,
    lastStepAt: null,
    addressedRoles: [role],
    overdue: false,
    assignee: null,
  } satisfies Partial<ConversationState>;
}

export type NotificationKind =
  | 'new'
  | 'overdue'
  | 'waiting-at-opening'
  | 'still-waiting'
  | 'taken'
  | 'assigned-to-you'
  | 'reply-overdue'
  | 'reply-escalated'
  | 'ask-to-close';

/** Tells all people in these roles, or one person, except the one who acted. */
export type Notify = { kind: NotificationKind; roles: readonly string[]; login?: string; except?: string };

/** The state after a move, and everything that must be written or sent together with it. */
export type Move = {
  state: ConversationState;
  at: Instant;
  says: readonly (TextReference & { choices?: 'categories' | 'scores' })[];
  notifies: readonly Notify[];
  entries: readonly TimelineEntry[];
  next: readonly PlannedStep[];
  /** It has just been accepted, and its replies are watched from now on. */
  beginsReplyClock?: true;
  /** A queue just entered whose people may be away (CDEK-19). */
  entersQueue?: string;
};

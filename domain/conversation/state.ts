// Owns what a request is while it waits, is worked on and is closed. Refuses to know who asks and how it is stored.
import type { Instant } from '../calendar/instant.ts';
import type { PlannedStep, TextReference, TimelineEntry } from '../timetable.ts';

export type Stage = 'intake' | 'waiting' | 'assigned' | 'closed';

/** The state of a request, plain data: a workflow carries it and the database holds its projection. */
export type ConversationState = {
  /** One higher with every move, so that a projection is written in order and once. */
  version: number;
  /** When the latest move happened. */
  movedAt: Instant;
  stage: Exclude<Stage, 'intake'>;
  category: string;
  queue: string;
  /** Every queue the request has been in, oldest first. */
  visitedQueues: readonly string[];
  /** One higher each time that a ladder begins. */
  ladderRun: number;
  waitingSince: Instant;
  /** Ladder steps already taken in this run. */
  stepsTaken: number;
  /**
   * The latest announcement of this run, a release included, from which the next opening counts; `null` before the first.
   * A missed opening is dated when it is made up for, so that it is made up for once.
   */
  lastStepAt: Instant | null;
  addressedRoles: readonly string[];
  overdue: boolean;
  assignee: string | null;
  closedAt: Instant | null;
  disposition: string | null;
  /** The note with the text of a disposition that needs its own. */
  dispositionNoteId: string | null;
};

/** The state after the next move, which changes no more than is given. */
export function moved(
  before: ConversationState,
  at: Instant,
  changes: Partial<ConversationState> = {},
): ConversationState {
  return { ...before, version: before.version + 1, movedAt: at, ...changes };
}

/** How a ladder stands at its beginning. */
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
  | 'taken'
  | 'assigned-to-you'
  | 'reply-overdue'
  | 'reply-escalated'
  | 'ask-to-close';

/** Tell everybody of these roles, or this person, except the one who acted. */
export type Notify = { kind: NotificationKind; roles: readonly string[]; login?: string; except?: string };

/** What a move has the house say and do; the state after it, and everything that must be written with it, at once. */
export type Move = {
  state: ConversationState;
  at: Instant;
  says: readonly (TextReference & { choices?: 'categories' | 'scores' })[];
  notifies: readonly Notify[];
  entries: readonly TimelineEntry[];
  next: readonly PlannedStep[];
  /** Somebody has just taken it whose replies are watched from now on. */
  beginsReplyClock?: true;
  /** A queue just entered whose people may be away (CDEK-19). */
  entersQueue?: string;
};

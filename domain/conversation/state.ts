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
  /** One higher each time that the request begins to wait anew. */
  ladderRun: number;
  waitingSince: Instant;
  /** Ladder steps already taken in this run. */
  stepsTaken: number;
  /**
   * The latest step of this run, from which the next opening counts; `null` before the first. A ladder step stands here
   * with the time at which it was due, an announcement with the time at which it was made: so openings that were missed
   * together with the ladder are made up for, but once.
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

export type NotificationKind = 'new' | 'overdue' | 'waiting-at-opening' | 'taken' | 'assigned-to-you';

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
  /** A queue just entered whose people may be away (CDEK-19). */
  entersQueue?: string;
};

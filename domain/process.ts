import type { Staff } from './access/conversation-access.ts';
import type { Departure } from './access/held.ts';
import type { Instant } from './calendar/instant.ts';
import type { Effect, EffectOutcome } from './effect.ts';
import type { Program } from './program.ts';
import type { Refusal } from './refusal.ts';
import type { Assignment } from './ticket/distribution.ts';
import type { TicketState } from './ticket/state.ts';
import type { AnnouncedStep, PlannedStep, Todo } from './timetable.ts';

/** What every case has: its version is one higher with every move. */
export type CaseState = { version: number; movedAt: Instant };

/** What a case becomes at an instant. A process adds everything that is written with it. */
export type CaseMove = { state: CaseState; at: Instant };

/** The types of one process. */
export type Kinds = {
  policy: object;
  state: CaseState;
  command: { kind: string; by: Staff };
  step: PlannedStep;
  move: CaseMove;
  /** What the case hears from outside, by the name of its signal. */
  facts: object;
};

/** Moves in the order in which they are written: all of them, or none. */
export type Moves<K extends Kinds> = readonly K['move'][];

/** By what people find a case: in lists, in the search of the Temporal UI. */
export type Found = { stage: string; queue?: string; assignee?: string | null; overdue: boolean };

/** The tickets that a process works with: their people are chosen by the engine. */
export type OwnTickets<K extends Kinds> = {
  of(state: K['state']): readonly TicketState[];
  /** The tickets that a move has changed. */
  changed(move: K['move']): readonly TicketState[];
  /** The role over which a ticket of a type is distributed. */
  team(policy: K['policy'], type: string): string;
  /** Gives a ticket to a person; no move where somebody has it by now. */
  assign(policy: K['policy'], state: K['state'], assignment: Assignment, at: Instant): Moves<K>;
};

/** Who has left, and how. */
export type Leaving = { by: Staff; because: 'left'; how: Departure };

export type Holding<K extends Kinds> = {
  /** Who has something by a move. */
  holders(move: K['move']): readonly string[];
  /** How the case is asked to take it back; `key` names one of its tickets. */
  giveBack(key: string | null, leaving: Leaving): K['command'];
};

/**
 * A part of the record that moves the case without a command, such as messages that nobody answers. It is looked at while no
 * step is ahead.
 */
export type WatchedRecord<K extends Kinds> = {
  isOn(policy: K['policy']): boolean;
  /** The signal that asks for a look before its time. */
  signal: string;
};

/** What a supervisor reads in the Temporal UI: English, and nothing personal. */
export type Words<K extends Kinds> = {
  timeZone(policy: K['policy']): string;
  /** Where the case stands. */
  heading(policy: K['policy'], state: K['state']): string;
  lines(policy: K['policy'], state: K['state'], now: Instant): readonly string[];
  step(policy: K['policy'], state: K['state'], step: AnnouncedStep): string;
};

/**
 * One process as a value: its rules, and nothing that reads, writes, waits or sends. The engine runs any of them.
 *
 * Methods are declared in method syntax on purpose: their parameters are then compared loosely, so that each process is an
 * `AnyProcess` without a cast.
 */
export type Process<K extends Kinds> = {
  /** In workflow ids, tables and addresses. */
  name: string;
  /** The name of the update for each kind of command. */
  commands: { readonly [Kind in K['command']['kind']]: string };
  /** The dated steps that time takes, earliest first. */
  timetable(policy: K['policy'], state: K['state']): readonly K['step'][];
  /** What happens if nobody acts, as people read it: consequences included, without what an earlier step takes away. */
  next(policy: K['policy'], state: K['state']): readonly AnnouncedStep[];
  /** @throws RangeError for something that the case does not have */
  refusal(policy: K['policy'], state: K['state'], command: K['command'], now: Instant): Refusal | null;
  /** Carries out a command that is not refused; none when it asks for what already is. */
  moves(policy: K['policy'], state: K['state'], command: K['command'], at: Instant): Moves<K>;
  /** Takes the step that is due; never none. */
  step(policy: K['policy'], state: K['state'], step: K['step'], at: Instant): Moves<K>;
  /** What a fact from outside leads to; none for one that is known. */
  facts: {
    readonly [Fact in keyof K['facts']]: (
      policy: K['policy'],
      state: K['state'],
      fact: K['facts'][Fact],
      at: Instant,
    ) => Moves<K>;
  };
  /** What a move owes outside, in its order. */
  effects(move: K['move']): readonly Effect[];
  /** What is to be kept equal outside, for a case that begins or goes on from its record. */
  unfinished(policy: K['policy'], state: K['state']): readonly Effect[];
  /** What an effect's outcome leads to, for effects that the case waits for. */
  settled?(policy: K['policy'], state: K['state'], effect: Effect, outcome: EffectOutcome, at: Instant): Moves<K>;
  /** The work that people hold by a case: it goes back when they leave. */
  holding: Holding<K>;
  tickets?: OwnTickets<K>;
  watched?: WatchedRecord<K>;
  /** What people have to do. A case without a step ahead and without this is over. */
  todo(policy: K['policy'], state: K['state'], now: Instant): readonly Todo[];
  found(policy: K['policy'], state: K['state']): Found;
  /**
   * Whether a person may read every case of a program, by the roles that open it today. Absent where that depends on the
   * case. Lists, single reads, effects and live updates all go by it.
   */
  openTo?(program: Program, staff: Staff): boolean;
  words: Words<K>;
};

export type AnyProcess = Process<Kinds>;

/** True when a search would find the case differently. */
export function isFoundDifferently(before: Found, after: Found): boolean {
  return (
    before.stage !== after.stage ||
    before.queue !== after.queue ||
    before.assignee !== after.assignee ||
    before.overdue !== after.overdue
  );
}

import type { Staff } from './access/conversation-access.ts';
import type { LeavingReason } from './access/held.ts';
import type { Scope } from './access/scopes.ts';
import type { Instant } from './calendar/instant.ts';
import type { Assignment, WaitingWork } from './distribution.ts';
import type { Effect, EffectOutcome } from './effect.ts';
import type { Found } from './found.ts';
import type { Replay } from './moment.ts';
import type { Program } from './program.ts';
import type { Refusal } from './refusal.ts';
import type { AnnouncedStep, PlannedStep, Todo } from './timetable.ts';

/** Common to all cases. `version` grows by one with every move. */
export type CaseState = { version: number; movedAt: Instant };

/** The new state of a case at an instant. A process adds everything that is written with it. */
export type CaseMove = { state: CaseState; at: Instant };

/** The types of one process. */
export type Kinds = {
  /** `version` names the rules for people. */
  policy: { version?: string };
  state: CaseState;
  command: { kind: string; by: Staff };
  step: PlannedStep;
  move: CaseMove;
  /** Facts that reach the case from outside, by signal name. */
  facts: object;
};

/** Moves in the order of writing: all of them are written, or none. */
export type Moves<K extends Kinds> = readonly K['move'][];

/** A process's work that Careline gives to people; the engine chooses them. */
export type Distributed<K extends Kinds> = {
  /** The work of a case that waits for a person. */
  waiting(policy: K['policy'], state: K['state']): readonly WaitingWork[];
  /** The same, of what a move has changed. */
  changed(policy: K['policy'], move: K['move']): readonly WaitingWork[];
  /** Assigns work to a person; no move if it already has an assignee. */
  assign(policy: K['policy'], state: K['state'], assignment: Assignment, at: Instant): Moves<K>;
  /** No one was there who could get it; asked only for the newest choice. */
  notPlaced?(policy: K['policy'], state: K['state'], at: Instant): Moves<K>;
};

/** The person who has left, and how. */
export type Leaving = { by: Staff; because: 'left'; how: LeavingReason };

export type Holding<K extends Kinds> = {
  /** The people who hold work after moves that are written together. */
  holders(moves: Moves<K>): readonly string[];
  /** The command that gives the work back; `key` names one of the case's tickets. */
  giveBack(key: string | null, leaving: Leaving): K['command'];
};

/**
 * A part of the record that moves the case without a command, such as unanswered messages. The engine looks at it while
 * no step is ahead.
 */
export type WatchedRecord<K extends Kinds> = {
  isOn(policy: K['policy']): boolean;
  /** The signal that asks for an early look. */
  signal: string;
};

/** Texts for supervisors in the Temporal UI: in English, and without personal data. */
export type Words<Policy extends object, State extends CaseState> = {
  timeZone(policy: Policy): string;
  /** The current stage in words. */
  heading(policy: Policy, state: State): string;
  lines(policy: Policy, state: State, now: Instant): readonly string[];
  step(policy: Policy, state: State, step: AnnouncedStep): string;
};

/**
 * One process as a value. It holds only rules: it does not read, write, wait or send. The engine runs all processes.
 *
 * Methods use method syntax on purpose: TypeScript then compares their parameters loosely, so each process is an
 * `AnyProcess` without a cast.
 */
export type Process<K extends Kinds> = {
  /** Used in workflow ids, tables and addresses. */
  name: string;
  /** The policy that a case gets which begins now; `undefined` in a program without this process. */
  policy(program: Program): K['policy'] | undefined;
  /** The name of the update for each kind of command. */
  commands: { readonly [Kind in K['command']['kind']]: string };
  /** The steps ahead, earliest first. */
  timetable(policy: K['policy'], state: K['state']): readonly K['step'][];
  /**
   * The future if no person acts, for readers: it includes consequences and leaves out steps that an earlier one
   * cancels.
   */
  next(policy: K['policy'], state: K['state']): readonly AnnouncedStep[];
  /** @throws RangeError for something that the case does not have */
  refusal(policy: K['policy'], state: K['state'], command: K['command'], now: Instant): Refusal | null;
  /** Carries out a command that is not refused; no moves if it changes nothing. */
  moves(policy: K['policy'], state: K['state'], command: K['command'], at: Instant): Moves<K>;
  /** Takes the due step; always at least one move. */
  step(policy: K['policy'], state: K['state'], step: K['step'], at: Instant): Moves<K>;
  /** The moves that a fact from outside leads to; none for a known fact. */
  facts: {
    readonly [Fact in keyof K['facts']]: (
      policy: K['policy'],
      state: K['state'],
      fact: K['facts'][Fact],
      at: Instant,
    ) => Moves<K>;
  };
  /** The moves of a case that goes by other rules from now on, where its state says something that they change. */
  followed?(policy: K['policy'], state: K['state'], at: Instant): Moves<K>;
  /** The effects of a move, in order. */
  effects(move: K['move']): readonly Effect[];
  /** The effects that synchronize an outside system, for a case that begins or is restored from its record. */
  unfinished(policy: K['policy'], state: K['state']): readonly Effect[];
  /** The moves that an effect's outcome leads to, for effects that the case waits for. */
  settled?(policy: K['policy'], state: K['state'], effect: Effect, outcome: EffectOutcome, at: Instant): Moves<K>;
  /** The work that people hold in a case. It is given back when they leave. */
  holding: Holding<K>;
  distributed?: Distributed<K>;
  watched?: WatchedRecord<K>;
  /** Whether the case waits for the outcome of an effect. */
  awaitsOutcome?(state: K['state']): boolean;
  /** Work for people. */
  todo(policy: K['policy'], state: K['state'], now: Instant): readonly Todo[];
  found(policy: K['policy'], state: K['state']): Found;
  /** The stages in which lists show cases. Few cases are open at a time; the ended ones are the archive. */
  stages: { open: readonly string[]; ended: readonly string[] };
  /** The time by which lists are ordered. Absent: the time of its opening. */
  sortAt?(state: K['state']): Instant;
  /** What the case says about itself. With `keys` it is the one rule of who may read. */
  scopes(state: K['state']): readonly Scope[];
  /** What a person may open in a program, by the roles that open it today. */
  keys(program: Program, staff: Staff): readonly Scope[];
  words: Words<K['policy'], K['state']>;
  /** Runs a recorded case again by other rules, to compare two versions. Without it, cases of the process are left out. */
  replay?: Replay;
};

export type AnyProcess = Process<Kinds>;

/** True when no step is ahead, no task is open, and no outcome is awaited. */
export function isAtItsEnd<K extends Kinds>(process: Process<K>, policy: K['policy'], state: K['state']): boolean {
  return (
    process.awaitsOutcome?.(state) !== true &&
    process.timetable(policy, state).length === 0 &&
    process.todo(policy, state, state.movedAt).length === 0
  );
}

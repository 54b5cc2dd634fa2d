import { ApplicationFailure } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { countedInstant } from '../domain/calendar/counted-instant.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { differs } from '../domain/found.ts';
import { isAtItsEnd, type Kinds, type Moves, type Process } from '../domain/process.ts';
import type { WaitingWork } from '../domain/distribution.ts';
import { announced } from '../domain/timetable.ts';
import { showDetails } from './case-details.ts';
import { CaseEffects } from './case-effects.ts';
import { assigneesOf, caseOf, loadCase, records, rulesOf } from './case-records.ts';
import type { AskedCommand, CaseId, CaseOf, CaseRecordedOtherwise, LoadedCase, Outlook } from './contract.ts';
import { MoveWriter } from './shared/move-writer.ts';
import { refuseUpdate } from './shared/refused-update.ts';
import { caseAttributes, foundAttributes } from './shared/search-attributes.ts';
import { workflowNow } from './shared/workflow-time.ts';

/** Values that the loop asks for often; computed once per state. */
type Standing<K extends Kinds> = { state: K['state']; timetable: readonly K['step'][]; isAtItsEnd: boolean };

export class RunningCase<K extends Kinds> {
  readonly policy: K['policy'];
  private readonly process: Process<K>;
  private readonly which: CaseOf;
  private readonly effects: CaseEffects;
  private readonly moves: MoveWriter<K['state'], Moves<K>>;
  private stood: Standing<K> | null = null;
  private choices = 0;

  constructor(process: Process<K>, which: CaseId, { policy, state }: LoadedCase<K>) {
    this.process = process;
    this.which = caseOf(process, which);
    this.policy = policy;
    this.effects = new CaseEffects(this.which, (effect, outcome) =>
      this.carryOut((now) => process.settled?.(policy, now, effect, outcome, workflowNow()) ?? []),
    );
    this.moves = new MoveWriter(state, {
      stateAfter: (moves: Moves<K>) => moves.at(-1)?.state ?? state,
      record: (moves, updateId) => this.write(moves, updateId),
      onState(before, after) {
        const [was, is] = [process.found(policy, before), process.found(policy, after)];
        if (differs(was, is)) upsertSearchAttributes(foundAttributes(is));
        showDetails(process, policy, after);
      },
    });
    showDetails(process, policy, state);
  }

  /** Reads a case from its record and starts its pending effects. */
  static async load<K extends Kinds>(process: Process<K>, which: CaseId): Promise<RunningCase<K>> {
    const loaded = await loadCase(process, which);
    const running = new RunningCase(process, which, loaded);
    const attributes = foundAttributes(process.found(loaded.policy, loaded.state));
    upsertSearchAttributes([...caseAttributes(process.name, which.program), ...attributes]);
    running.takeUp(loaded);
    return running;
  }

  get state(): K['state'] {
    return this.moves.state;
  }

  /** The steps ahead, earliest first. */
  get timetable(): readonly K['step'][] {
    return this.standing.timetable;
  }

  /** No step, no task and no effect is ahead. */
  get isOver(): boolean {
    return this.isIdle && this.standing.isAtItsEnd;
  }

  /** True when no effect is under way, so a new run would lose nothing. */
  get isIdle(): boolean {
    return this.effects.none;
  }

  /** Resolves when everything decided so far is in the record. */
  get allWritten(): Promise<void> {
    return this.moves.settled;
  }

  look(): Outlook {
    const { process, policy, state } = this;
    const now = workflowNow();
    const next = announced(process.next(policy, state), now);
    const todo = [...process.todo(policy, state, now)];
    return { stage: process.found(policy, state).stage, nextAction: next[0] ?? null, next, todo };
  }

  /** @throws ApplicationFailure when a rule refuses, or for something that the case does not have */
  validate({ command, askedAt }: AskedCommand<K>): void {
    this.refuse(this.state, command, askedAt);
  }

  handle({ command, askedAt }: AskedCommand<K>): Promise<void> {
    return this.moves.carryOutUpdate((state) => {
      this.refuse(state, command, askedAt);
      return anyOf(this.process.moves(this.policy, state, command, counted(state, askedAt)));
    });
  }

  /** Takes in a fact from outside, with the instant at which it happened. */
  hear<Fact extends keyof K['facts']>(name: Fact, fact: K['facts'][Fact], at: Instant): Promise<void> {
    return this.carryOut((state) => this.process.facts[name](this.policy, state, fact, counted(state, at)));
  }

  /** Takes a step, unless the record has moved the case on: then other steps are ahead. */
  takeStep(step: K['step']): Promise<void> {
    const seen = this.state;
    return this.carryOut((state) => {
      if (state !== seen) return [];
      const moves = this.process.step(this.policy, state, step, counted(state, step.at));
      // A step that does nothing would be taken without end.
      if (moves.length === 0) throw new Error(`the step ${step.what} does nothing`);
      return moves;
    });
  }

  /** Takes due steps of a watched record; returns the time of the next look. */
  async lookAtRecord(): Promise<Instant | null> {
    const looksAgainAt = await records.lookAtRecord({ ...this.which, ...rulesOf(this.policy), at: workflowNow() });
    showDetails(this.process, this.policy, this.state, looksAgainAt);
    return looksAgainAt;
  }

  private get standing(): Standing<K> {
    const { state, policy, process } = this;
    if (this.stood?.state !== state) this.stood = standingOf(process, policy, state);
    return this.stood;
  }

  private carryOut(movesOf: (state: K['state']) => Moves<K>): Promise<void> {
    return this.moves.carryOut((state) => anyOf(movesOf(state)));
  }

  // Effects begin only after their move is written.
  private async write(moves: Moves<K>, updateId: string | null): Promise<CaseRecordedOtherwise<K> | undefined> {
    const { process, policy } = this;
    const otherwise = await records.recordMoves({ ...this.which, ...rulesOf(policy), moves, updateId });
    if (otherwise !== undefined) {
      // The writer of the record may have died before its effects were performed.
      this.takeUp({ policy, ...otherwise });
      return otherwise;
    }
    for (const move of moves) this.effects.perform(process.effects(move));
    const isLeft = (move: K['move']) => (process.distributed?.changed(policy, move) ?? []).length > 0;
    if (moves.some(isLeft)) this.distribute();
    return undefined;
  }

  private takeUp({ policy, state, owed: pending = [] }: LoadedCase<K>): void {
    this.effects.perform([...pending, ...this.process.unfinished(policy, state)]);
    this.distribute(state);
  }

  /** FK-04: assigns team members to work without an assignee. */
  distribute(state = this.state): void {
    const { process, policy } = this;
    const waiting = process.distributed?.waiting(policy, state) ?? [];
    if (waiting.length > 0) this.effects.track(this.assign(waiting));
  }

  private async assign(waiting: readonly WaitingWork[]): Promise<void> {
    const choice = (this.choices += 1);
    const chosen = await assigneesOf(this.which, waiting);
    const { assign, notPlaced } = this.process.distributed ?? {};
    for (const assignment of chosen) {
      // A person may have taken or closed it in the meantime.
      await this.carryOut((state) => assign?.(this.policy, state, assignment, counted(state, workflowNow())) ?? []);
    }
    if (notPlaced === undefined || chosen.length === waiting.length) return;
    // A late answer says nothing about a wait that began after it: that one has a choice of its own.
    await this.carryOut((state) =>
      choice === this.choices ? notPlaced(this.policy, state, counted(state, workflowNow())) : [],
    );
  }

  private refuse(state: K['state'], command: K['command'], askedAt: Instant): void {
    try {
      refuseUpdate(this.process.refusal(this.policy, state, command, counted(state, askedAt)));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw ApplicationFailure.nonRetryable(error.message, 'unknown-subject');
    }
  }
}

function standingOf<K extends Kinds>(process: Process<K>, policy: K['policy'], state: K['state']): Standing<K> {
  const timetable = process.timetable(policy, state);
  return { state, timetable, isAtItsEnd: timetable.length === 0 && isAtItsEnd(process, policy, state) };
}

function counted({ movedAt }: { movedAt: Instant }, at: Instant): Instant {
  return countedInstant(at, movedAt, workflowNow());
}

function anyOf<Move>(moves: readonly Move[]): readonly Move[] | null {
  return moves.length === 0 ? null : moves;
}

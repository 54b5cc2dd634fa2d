// Moves are decided at once and written one after the other, so rules see a move before the database does.
// If the record is ahead of the case, the record counts.
import { ApplicationFailure } from '@temporalio/common';
import { currentUpdateInfo } from '@temporalio/workflow';

/** Decides a move; `null` if there is nothing to do. @throws ApplicationFailure when a rule refuses */
export type Decide<State, Move> = (state: State) => Move | null;

/**
 * What the record holds in place of a move. A Temporal server that dies may forget its latest events, while the record
 * is written and people are told: then the case continues from the record. `isCarriedOut`: the record includes this
 * request.
 */
export type RecordedOtherwise<State> = { state: State; isCarriedOut: boolean };

export type MoveWriterParts<State, Move> = {
  /** The state after a move. */
  stateAfter(move: Move): State;
  /** Writes a move; returns the record's state if it holds another. */
  record(move: Move, updateId: string | null): Promise<RecordedOtherwise<State> | undefined>;
  /** The state has changed. */
  onState(before: State, after: State): void;
};

type Request<State, Move> = { decide: Decide<State, Move>; updateId: string | null };

export class MoveWriter<State, Move> {
  private readonly parts: MoveWriterParts<State, Move>;
  private current: State;
  private recorded: State;
  // A correction invalidates moves decided before it; they are re-decided when their turn comes.
  private corrections = 0;
  private written: Promise<void> = Promise.resolve();

  constructor(begin: State, parts: MoveWriterParts<State, Move>) {
    this.parts = parts;
    this.current = begin;
    this.recorded = begin;
  }

  /** The decided state; the record may be a few moves behind. */
  get state(): State {
    return this.current;
  }

  /** Resolves when everything decided so far is in the record. */
  get settled(): Promise<void> {
    return this.written;
  }

  /** Carries out a person's update. Resolves when its move, and all before it, are in the record. */
  carryOutUpdate(decide: Decide<State, Move>): Promise<void> {
    return this.enqueue({ decide, updateId: currentUpdateInfo()?.id ?? null });
  }

  /** Carries out what the case does without an update, also as a consequence of one. */
  carryOut(decide: Decide<State, Move>): Promise<void> {
    return this.enqueue({ decide, updateId: null });
  }

  private enqueue(request: Request<State, Move>): Promise<void> {
    const move = request.decide(this.current);
    if (move === null) return this.asIs(request);
    this.enter(this.parts.stateAfter(move));
    const decidedAfter = this.corrections;
    const mine = this.written.then(() => this.write(move, decidedAfter, request));
    // A refused move does not stop the next one.
    this.written = mine.catch((error: unknown) => {
      if (!(error instanceof ApplicationFailure)) throw error;
    });
    return mine;
  }

  /** Writes a move. If the record is ahead, the move is decided again from the record. */
  private async write(first: Move, decidedAfter: number, { decide, updateId }: Request<State, Move>): Promise<void> {
    let move: Move | null = this.corrections === decidedAfter ? first : this.decideAgain(decide);
    while (move !== null) {
      const otherwise = await this.parts.record(move, updateId);
      this.recorded = otherwise?.state ?? this.parts.stateAfter(move);
      if (otherwise === undefined) return;
      if (otherwise.isCarriedOut) this.correct();
      move = otherwise.isCarriedOut ? null : this.decideAgain(decide);
    }
  }

  private decideAgain(decide: Decide<State, Move>): Move | null {
    this.correct();
    const move = decide(this.recorded);
    if (move !== null) this.enter(this.parts.stateAfter(move));
    return move;
  }

  private correct(): void {
    this.corrections += 1;
    this.enter(this.recorded);
  }

  private enter(next: State): void {
    const before = this.current;
    this.current = next;
    this.parts.onState(before, next);
  }

  // The state that makes this unnecessary may not be written yet, and a correction may undo it.
  private asIs(request: Request<State, Move>): Promise<void> {
    const seen = this.corrections;
    return this.written.then(() => (this.corrections === seen ? undefined : this.enqueue(request)));
  }
}

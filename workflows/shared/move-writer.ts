// Owns the order in which a case's moves are decided and written: decided at once, so that the next rule sees them before
// the database does, written one after the other. Where the record is ahead of the case, the record counts.
import { ApplicationFailure } from '@temporalio/common';
import { currentUpdateInfo } from '@temporalio/workflow';

/** Decides a move; `null` where there is nothing to do. @throws ApplicationFailure when a rule says no */
export type Decide<State, Move> = (state: State) => Move | null;

/**
 * What the record holds in place of a move. A Temporal that dies forgets what it did last, while the record was written
 * and people were told: the case then goes on from the record. `isCarriedOut`: the request that asked is part of it.
 */
export type RecordedOtherwise<State> = { state: State; isCarriedOut: boolean };

export type MoveWriterParts<State, Move> = {
  /** How the case stands with a move. */
  stateAfter(move: Move): State;
  /** Writes a move; tells if the record holds another. */
  record(move: Move, updateId: string | null): Promise<RecordedOtherwise<State> | undefined>;
  /** The case stands differently by now. */
  onState(before: State, after: State): void;
};

type Wish<State, Move> = { decide: Decide<State, Move>; updateId: string | null };

export class MoveWriter<State, Move> {
  private readonly parts: MoveWriterParts<State, Move>;
  private current: State;
  private recorded: State;
  // What was decided before a correction stood on a state that never was: it is decided anew when its turn comes.
  private corrections = 0;
  private written: Promise<void> = Promise.resolve();

  constructor(begin: State, parts: MoveWriterParts<State, Move>) {
    this.parts = parts;
    this.current = begin;
    this.recorded = begin;
  }

  /** As decided; the record may still be a few moves behind. */
  get state(): State {
    return this.current;
  }

  /** Resolves when all that was decided until now is in the record. */
  get settled(): Promise<void> {
    return this.written;
  }

  /** What a person asks for by the update at hand. Resolves when the move, and all before it, are in the record. */
  obey(decide: Decide<State, Move>): Promise<void> {
    return this.wish({ decide, updateId: currentUpdateInfo()?.id ?? null });
  }

  /** What the case does by itself, also when a person's wish has led to it. */
  carryOut(decide: Decide<State, Move>): Promise<void> {
    return this.wish({ decide, updateId: null });
  }

  private wish(wish: Wish<State, Move>): Promise<void> {
    const move = wish.decide(this.current);
    if (move === null) return this.asIs(wish);
    this.enter(this.parts.stateAfter(move));
    const decidedAfter = this.corrections;
    const mine = this.written.then(() => this.write(move, decidedAfter, wish));
    // A no to one is not in the way of the next.
    this.written = mine.catch((error: unknown) => {
      if (!(error instanceof ApplicationFailure)) throw error;
    });
    return mine;
  }

  /** Writes a move, or whatever is decided in its place where the record is ahead. */
  private async write(first: Move, decidedAfter: number, { decide, updateId }: Wish<State, Move>): Promise<void> {
    let move: Move | null = this.corrections === decidedAfter ? first : this.decideAnew(decide);
    while (move !== null) {
      const otherwise = await this.parts.record(move, updateId);
      this.recorded = otherwise?.state ?? this.parts.stateAfter(move);
      if (otherwise === undefined) return;
      if (otherwise.isCarriedOut) this.correct();
      move = otherwise.isCarriedOut ? null : this.decideAnew(decide);
    }
  }

  private decideAnew(decide: Decide<State, Move>): Move | null {
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

  // What already is may still be unwritten, and may turn out not to be.
  private asIs(wish: Wish<State, Move>): Promise<void> {
    const seen = this.corrections;
    return this.written.then(() => (this.corrections === seen ? undefined : this.wish(wish)));
  }
}

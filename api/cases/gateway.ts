import type { Refusal } from '../../domain/refusal.ts';

/**
 * The result of asking a running case for a move. `unknown`: it may still happen; asking again with the same id tells.
 * `gone`: the case has ended, so its record says why it can no longer move.
 */
export type UpdateOutcome =
  | { kind: 'done' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'unknown' }
  | { kind: 'gone' };

/** The workflow of a case, and its start input. */
export type CaseStart = { workflowId: string; type: string; input: unknown };

export type CaseGateway = {
  /** Tries once, right now, to deliver what the outbox holds for a workflow. Never throws: the relay goes on trying. */
  deliver(workflowId: string): Promise<void>;
  /** Asks a running case for a move and waits a bounded time. The update id makes a repeated request one move. */
  update(workflowId: string, name: string, input: unknown, updateId: string): Promise<UpdateOutcome>;
  /** The same for a case whose workflow may have ended and starts again from its record. Never `gone`. */
  updateWithStart(workflow: CaseStart, name: string, input: unknown, updateId: string): Promise<UpdateOutcome>;
};
